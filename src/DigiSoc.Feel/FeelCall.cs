using DigiSoc.Feel.Evaluation;

namespace DigiSoc.Feel;

/// <summary>One evaluation under way: its environment, what it has used up, the causes found so far.</summary>
/// <remarks>Not thread-safe; lives as long as the evaluation that it is passed along.</remarks>
public sealed class FeelCall
{
    private const int UnitsPerStep = 8;
    private const int ItemsPerStep = 2;
    private const int StepsOfPattern = 2_000;
    private const int StepsOfPatternCharacter = 200;

    private List<FeelCause>? _causes;
    private HashSet<(string Pattern, string Flags)>? _patterns;
    private int _stepsLeft;
    private int _depth;

    /// <summary>Begins an evaluation that several expressions and functions may share.</summary>
    public FeelCall(FeelEnvironment environment) => Restart(environment);

    /// <summary>The environment of the whole evaluation.</summary>
    public FeelEnvironment Environment { get; private set; } = null!;

    /// <summary>The causes so far, in order.</summary>
    public IReadOnlyList<FeelCause> Causes => _causes ?? (IReadOnlyList<FeelCause>)[];

    /// <summary>Causes beyond <see cref="FeelLimits.Causes"/>, counted only.</summary>
    public int CausesDropped { get; private set; }

    /// <summary>What the host of the evaluation keeps with it, for its own functions to find; FEEL does not look at it.</summary>
    public object? Host { get; init; }

    internal FeelSpan Span { get; set; }

    internal string Source { get; set; } = "";

    internal int StepsSpent => Environment.Limits.Steps - _stepsLeft;

    internal bool IsExhausted => _stepsLeft < 0;

    /// <summary>How many causes there are so far.</summary>
    public int CauseCount => _causes?.Count ?? 0;

    /// <summary>How many causes were found, kept or not.</summary>
    internal int CausesFound => CauseCount + CausesDropped;

    /// <summary>A frame that nothing uses at the moment, for the next expression of this evaluation.</summary>
    internal Frame? SpareFrame { get; set; }

    /// <summary>Begins another evaluation with the same object; causes that were handed out are not touched.</summary>
    public void Restart(FeelEnvironment environment)
    {
        Environment = environment;
        _stepsLeft = environment.Limits.Steps;
        _depth = 0;
        _causes = null;
        _patterns?.Clear();
        CausesDropped = 0;
    }

    /// <summary>Records why there is no value, at the place being evaluated, and answers null.</summary>
    public FeelValue Fail(FeelCauseKind kind, string text) => Fail(kind, FeelErrors.CodeOf(kind), text);

    /// <summary>As <see cref="Fail(FeelCauseKind, string)"/>, with what came and what was expected.</summary>
    public FeelValue Fail(FeelCauseKind kind, string text, FeelMismatch mismatch)
    {
        Add(new FeelCause(kind, FeelErrors.CodeOf(kind), Span, Source, text) { Mismatch = mismatch });
        return FeelValue.Null;
    }

    /// <summary>The cause of a function's null, the only one since so many were found, tells the arguments unless it tells more already.</summary>
    internal void TellArguments(int found, ReadOnlySpan<FeelValue> arguments)
    {
        if (CausesDropped == 0 && CauseCount == found + 1 && arguments.Length > 0
            && _causes![found] is { Mismatch: null, Kind: not FeelCauseKind.LimitReached } cause && cause.Span == Span && cause.Source == Source)
        {
            _causes[found] = cause with { Mismatch = new("", "", "", arguments.ToArray()) };
        }
    }

    internal FeelValue Fail(FeelCauseKind kind, string code, string text)
    {
        Add(new FeelCause(kind, code, Span, Source, text));
        return FeelValue.Null;
    }

    /// <summary>Takes over a cause found elsewhere in the same evaluation.</summary>
    public void Add(FeelCause cause)
    {
        _causes ??= [];
        if (_causes.Count < Environment.Limits.Causes)
        {
            _causes.Add(cause);
        }
        else
        {
            CausesDropped++;
        }
    }

    /// <summary>Forgets causes added since so many were found, for operations that try one reading after another.</summary>
    internal void RevertTo(int found)
    {
        CausesDropped = Math.Max(0, Math.Min(CausesDropped, found - CauseCount));
        if (_causes is not null && _causes.Count > found)
        {
            _causes.RemoveRange(found, _causes.Count - found);
        }
    }

    /// <summary>Counts work; false once the limit is used up, with the cause recorded the first time.</summary>
    public bool Spend(int steps = 1)
    {
        // Nothing is left below zero; the rest apart, so that counting is a part of what counts.
        if (steps > _stepsLeft || Environment.Stop.IsCancellationRequested)
        {
            return Refuse();
        }

        _stepsLeft -= steps;
        return true;
    }

    private bool Refuse()
    {
        if (_stepsLeft < 0)
        {
            return false;
        }

        _stepsLeft = -1;
        if (Environment.Stop.IsCancellationRequested)
        {
            Fail(FeelCauseKind.LimitReached, FeelErrors.Stopped);
        }
        else
        {
            Fail(FeelCauseKind.LimitReached, FeelErrors.Limit("steps", Environment.Limits.Steps));
        }

        return false;
    }

    /// <summary>Counts what a new value costs; null with the cause when it is too large.</summary>
    /// <remarks>Counted before judged: a value that is refused was work as well, and a loop may try it again and again.</remarks>
    internal FeelValue Made(in FeelValue value)
    {
        if (value.StringOrNull is { } text)
        {
            return !Spend(text.Length / UnitsPerStep) ? FeelValue.Null
                : text.Length > Environment.Limits.StringLength ? TooLarge("string length", Environment.Limits.StringLength)
                : value;
        }

        return value.ListOrNull is { } list ? Made(list.Count, list.Weight) ? value : FeelValue.Null
            : value.ContextOrNull is not { } context || Made(context.Count, context.Weight) ? value
            : FeelValue.Null;
    }

    /// <summary>Counts what a list or context of so many values costs; false with the cause when it is too large.</summary>
    internal bool Made(int count, Weight weight)
    {
        if (count == 0)
        {
            return true;
        }

        if (!Spend(count))
        {
            return false;
        }

        var limits = Environment.Limits;
        if (weight.Items <= limits.ValueItems && weight.Levels <= limits.ValueLevels)
        {
            return true;
        }

        _ = weight.Items > limits.ValueItems
            ? TooLarge("items of a value", limits.ValueItems)
            : TooLarge("levels of a value", limits.ValueLevels);
        return false;
    }

    /// <summary>Counts the work of going through values, as a function does with its arguments.</summary>
    internal bool SpendOn(ReadOnlySpan<FeelValue> values)
    {
        long steps = 1;
        foreach (ref readonly var value in values)
        {
            steps += value.StringOrNull is { } text ? text.Length / UnitsPerStep
                : (value.ListOrNull?.Weight.Items ?? value.ContextOrNull?.Weight.Items ?? 0) / ItemsPerStep;
        }

        return Spend((int)Math.Min(steps, int.MaxValue));
    }

    /// <summary>As <see cref="SpendOn(ReadOnlySpan{FeelValue})"/> for one list of this weight.</summary>
    internal bool SpendOn(Weight list) => Spend((int)Math.Min(1 + (list.Items / ItemsPerStep), int.MaxValue));

    /// <summary>Counts the work of reading a regular expression: once for each that an evaluation uses, whatever is remembered elsewhere.</summary>
    internal bool SpendOnPattern(string pattern, string flags) => !(_patterns ??= []).Add((pattern, flags)) || Spend(StepsOfPattern + (StepsOfPatternCharacter * pattern.Length));

    private FeelValue TooLarge(string what, int limit) => Fail(FeelCauseKind.LimitReached, FeelErrors.Limit(what, limit));

    internal bool Enter()
    {
        if (_depth >= Environment.Limits.CallDepth
            || !System.Runtime.CompilerServices.RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            Fail(FeelCauseKind.LimitReached, FeelErrors.Limit("nested calls", Environment.Limits.CallDepth));
            return false;
        }

        _depth++;
        return true;
    }

    internal void Leave() => _depth--;
}
