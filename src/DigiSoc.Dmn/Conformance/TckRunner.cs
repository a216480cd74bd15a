using DigiSoc.Feel;

namespace DigiSoc.Dmn.Conformance;

/// <summary>What came of a case.</summary>
/// <param name="Case">The case.</param>
/// <param name="Passed">Whether every result was as expected.</param>
/// <param name="Failures">A line for each result that was not, with expected and actual.</param>
public sealed record TckOutcome(TckCase Case, bool Passed, IReadOnlyList<string> Failures);

/// <summary>Runs the cases of a test file against its model.</summary>
/// <param name="Model">The model under test; null when it could not be read, which fails every case.</param>
/// <param name="Environment">What evaluations know of the world.</param>
public sealed record TckRunner(DmnModel? Model, FeelEnvironment Environment)
{
    /// <summary>Models of the folder by namespace, for cases that name a model beside the one under test.</summary>
    public IReadOnlyDictionary<string, DmnModel> Others { get; init; } = new Dictionary<string, DmnModel>();

    /// <summary>Why there is no model.</summary>
    public string Problem { get; init; } = "the model could not be read";

    /// <summary>Runs a case.</summary>
    public TckOutcome Run(TckCase test)
    {
        ArgumentNullException.ThrowIfNull(test);
        if (Model is null)
        {
            return new TckOutcome(test, false, NotRun(test));
        }

        var failures = test.Results.Select(result => Compare(test, result)).OfType<string>().ToList();
        return new TckOutcome(test, failures.Count == 0, failures);
    }

    private IReadOnlyList<string> NotRun(TckCase test) => test.Results.Count == 0
        ? [$"expected a model, actual none: {Problem}"]
        : [.. test.Results.Select(result => Failure(result, $"none: {Problem}"))];

    private string? Compare(TckCase test, TckResult expected)
    {
        DmnResult actual;
        try
        {
            actual = Evaluate(test, expected);
        }
        catch (Exception bug) when (bug is not OutOfMemoryException)
        {
            // The runner is an edge: one case that breaks the engine must not hide the verdicts of the others.
            return Failure(expected, $"none: the engine broke: {bug.GetType()}: {bug.Message}");
        }

        if (IsMet(expected, actual))
        {
            return null;
        }

        var cause = actual.Causes.Count > 0 ? $" ({actual.Causes[0].Text})" : actual.Value.IsNull ? " without a cause" : "";
        return Failure(expected, $"{actual.Value}{cause}");
    }

    /// <summary>An error is a null that has a cause; the kit writes null beside it, and what else stands there is not looked at.</summary>
    private static bool IsMet(TckResult expected, DmnResult actual) => expected.IsError
        ? actual.Value.IsNull && actual.Causes.Count > 0
        : TckComparison.AreEqual(expected.Expected, actual.Value);

    private static string Failure(TckResult expected, string actual) =>
        $"{expected.Name}: expected {(expected.IsError ? "an error (null with a cause)" : expected.Expected.ToString())}, actual {actual}";

    private DmnResult Evaluate(TckCase test, TckResult expected)
    {
        var inputs = FeelContext.From(test.Inputs.Select(input => KeyValuePair.Create(KeyOf(input), input.Value)));
        if (test.Kind == TckCaseKind.Decision)
        {
            return In(expected.Namespace).Evaluate(expected.Name, inputs, Environment);
        }

        var model = In(test.Namespace ?? expected.Namespace);
        var invocable = test.InvocableName ?? expected.Name;
        var result = model.Invoke(invocable, inputs, Environment);
        return test.Kind == TckCaseKind.DecisionService && IsMember(model, invocable, expected, result)
            ? result with { Value = result.Value.AsContext()[expected.Name] }
            : result;
    }

    private DmnModel In(string? space) => space is not null && Others.TryGetValue(space, out var other) ? other : Model!;

    /// <summary>Of a service with several outputs, a result node names one of them.</summary>
    private static bool IsMember(DmnModel model, string service, TckResult expected, DmnResult result) =>
        model.Services.Any(each => each.Name == service && each.OutputDecisions.Count > 1)
        && result.Value.Kind == FeelKind.Context
        && result.Value.AsContext().ContainsKey(expected.Name);

    private static string KeyOf(TckInput input) =>
        input.Namespace is null ? input.Name : DmnModel.QualifiedInput(input.Namespace, input.Name);
}
