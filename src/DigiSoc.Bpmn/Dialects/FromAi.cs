using DigiSoc.Feel;

namespace DigiSoc.Bpmn.Dialects;

/// <summary><c>fromAi(value, description, type, schema, options)</c> of Camunda 8: its first argument; the others tell the one who chooses how to fill it in.</summary>
internal sealed class FromAi : FeelFunction
{
    public override string Name => "fromAi";

    public override IReadOnlyList<FeelParameter> Parameters { get; } =
        [.. ((string[])["value", "description", "type", "schema", "options"]).Select(each => new FeelParameter(each, FeelType.Any))];

    public override FeelValue Invoke(ReadOnlySpan<FeelValue> arguments, FeelCall call) =>
        arguments.Length >= 1 && arguments.Length <= Parameters.Count
            ? arguments[0]
            : call.Fail(FeelCauseKind.ArgumentsMismatch, "fromAi takes 1 to 5 arguments.");

    public override FeelValue InvokeNamed(ReadOnlySpan<string> names, ReadOnlySpan<FeelValue> arguments, FeelCall call) =>
        names.IndexOf("value") is var at && at >= 0
            ? arguments[at]
            : call.Fail(FeelCauseKind.ArgumentsMismatch, "fromAi needs the argument value.");
}
