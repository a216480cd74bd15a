using DigiSoc.Feel;

namespace DigiSoc.Dmn.Boxed;

/// <summary>Named entries, each seeing those before it; the last one may be the result.</summary>
/// <param name="names">Names of the entries.</param>
/// <param name="values">Logic of the entries.</param>
/// <param name="result">The result entry; null when the context itself is the result.</param>
internal sealed class ContextLogic(string[] names, Logic[] values, Logic? result) : Logic
{
    private readonly FeelContextShape _shape = FeelContextShape.Of(names);

    public override FeelType Type => result is not null
        ? result.Type
        : FeelType.ContextOf(names.Select((name, at) => KeyValuePair.Create(name, values[at].Type)));

    public override FeelValue Evaluate(in LogicFrame frame)
    {
        var inner = frame;
        var entries = new FeelValue[names.Length];
        for (var at = 0; at < names.Length; at++)
        {
            entries[at] = values[at].Evaluate(inner);
            inner = inner.With(names[at], entries[at]);
            frame.Run.Trace?.Entry(names[at], entries[at]);
        }

        return result is null ? FeelValue.Of(_shape.Make(entries)) : result.Evaluate(inner);
    }
}
