using DigiSoc.Feel;

namespace DigiSoc.Dmn.Boxed;

/// <summary>Named entries, each seeing those before it; the last one may be the result.</summary>
internal sealed class ContextLogic : Logic
{
    /// <summary>
    /// In a context of more entries each one sees, of those before it, only the ones it asks for: variables that grow entry
    /// by entry take time and memory by the square of their number.
    /// </summary>
    private const int MostGrown = 200;

    private readonly string[] _names;
    private readonly Logic[] _values;
    private readonly Logic? _result;
    private readonly FeelContextShape _shape;

    /// <summary>Of each entry, whether anything after it may ask for it: only then it becomes a variable.</summary>
    private readonly bool[] _isAsked;

    /// <summary>Of a wide context, the places of the entries before it that each entry asks for, and at the end those that the result does; null for all.</summary>
    private readonly int[]?[]? _asks;

    /// <param name="names">Names of the entries.</param>
    /// <param name="values">Logic of the entries.</param>
    /// <param name="result">The result entry; null when the context itself is the result.</param>
    public ContextLogic(string[] names, Logic[] values, Logic? result)
    {
        (_names, _values, _result) = (names, values, result);
        _shape = FeelContextShape.Of(names);
        _isAsked = new bool[names.Length];
        var asked = Added([], result);
        for (var at = names.Length - 1; at >= 0; at--)
        {
            _isAsked[at] = asked?.Contains(names[at]) ?? true;
            asked = Added(asked, values[at]);
        }

        AskedNames = asked;
        _asks = names.Length > MostGrown ? AsksOf([.. values, result]) : null;
        MayKeepVariables = Array.Exists(values, value => value.MayKeepVariables) || result is { MayKeepVariables: true };
    }

    public override IReadOnlyCollection<string>? AskedNames { get; }

    public override bool MayKeepVariables { get; }

    public override FeelType Type => _result is not null ? _result.Type : field ??=
        FeelType.ExactContextOf(_names.Select((name, at) => KeyValuePair.Create(name, _values[at].Type)));

    public override FeelValue Evaluate(in LogicFrame frame)
    {
        if (_asks is not null)
        {
            return EvaluateWide(frame, _asks);
        }

        var inner = frame;
        var entries = new FeelValue[_names.Length];
        for (var at = 0; at < entries.Length; at++)
        {
            entries[at] = _values[at].Evaluate(inner);
            inner = _isAsked[at] ? inner.With(_names[at], entries[at]) : inner;
            frame.Run.Trace?.Entry(_names[at], entries[at]);
        }

        return _result is null ? FeelValue.Of(_shape.Make(entries)) : _result.Evaluate(inner);
    }

    private FeelValue EvaluateWide(in LogicFrame frame, int[]?[] asks)
    {
        var entries = new FeelValue[_names.Length];
        for (var at = 0; at < entries.Length; at++)
        {
            entries[at] = _values[at].Evaluate(Seen(frame, entries, at, asks[at]));
            frame.Run.Trace?.Entry(_names[at], entries[at]);
        }

        return _result is null
            ? FeelValue.Of(_shape.Make(entries))
            : _result.Evaluate(Seen(frame, entries, entries.Length, asks[^1]));
    }

    /// <summary>The frame with what is asked for of the entries made so far.</summary>
    private LogicFrame Seen(in LogicFrame frame, FeelValue[] entries, int made, int[]? asked)
    {
        var count = asked?.Length ?? made;
        if (count == 0 || !frame.Run.Call.Spend(count))
        {
            return frame;
        }

        var variables = new FeelContextBuilder(frame.Variables);
        for (var at = 0; at < count; at++)
        {
            var place = asked?[at] ?? at;
            variables.Set(_names[place], entries[place]);
        }

        return frame with { Variables = variables.Build() };
    }

    private int[]?[] AsksOf(Logic?[] logics)
    {
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        return [.. logics.Select((logic, at) =>
        {
            var asked = logic is null ? [] : logic.AskedNames?.Where(places.ContainsKey).Select(name => places[name]).ToArray();
            if (at < _names.Length)
            {
                places.Add(_names[at], at);
            }

            return asked;
        })];
    }

    /// <summary>The names asked for by one more piece of logic as well; null, for all, stays so.</summary>
    private static HashSet<string>? Added(HashSet<string>? asked, Logic? logic)
    {
        if (logic is not null && logic.AskedNames is null)
        {
            return null;
        }

        asked?.UnionWith(logic?.AskedNames ?? []);
        return asked;
    }
}
