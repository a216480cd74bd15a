using DigiSoc.Dmn.Tables;
using DigiSoc.Feel;

namespace DigiSoc.Dmn.Checking;

/// <summary>What restricts the values of a column: input values, and constraints of types; a value has to meet all.</summary>
internal sealed class ColumnLimits
{
    private static readonly FeelEnvironment Briefly =
        new(DateTimeOffset.UnixEpoch) { Limits = FeelLimits.Default with { Steps = 1_000, ListItems = 1_000 } };

    private readonly List<FeelExpression> _open = [];
    private bool _asksInstant;

    private ColumnLimits()
    {
    }

    /// <summary>Nothing does.</summary>
    public static ColumnLimits None { get; } = new();

    /// <summary>Limits with one meaning.</summary>
    public List<CellMeaning> Known { get; } = [];

    /// <summary>Their values and intervals, which are of one kind.</summary>
    public IEnumerable<CellInterval> Intervals => Known.SelectMany(meaning => meaning.Intervals);

    /// <summary>The kind of their values; null when there are none.</summary>
    public FeelKind? Kind => Intervals.FirstOrDefault()?.Sort.Kind;

    /// <summary>As they are written; null when there are none.</summary>
    public string? Text { get; private init; }

    /// <summary>Why it is not known of all values whether they are allowed; null when it is.</summary>
    public string? Doubt { get; private set; }

    /// <summary>The limits of a column.</summary>
    /// <param name="texts">Unary tests; those that cannot be read limit nothing.</param>
    /// <param name="kind">Kind of the column's values; limits of another kind are left to the checks of types.</param>
    public static ColumnLimits Of(IReadOnlyList<string> texts, FeelKind? kind)
    {
        var limits = new ColumnLimits { Text = string.Join("; ", texts) };
        foreach (var text in texts)
        {
            if (FeelExpression.ParseUnaryTests(text).Expression is not { } tests)
            {
                continue;
            }

            if (CellMeaning.Read(text) is not { } meaning)
            {
                limits._open.Add(tests);
                limits._asksInstant |= text.Contains("now", StringComparison.Ordinal) || text.Contains("today", StringComparison.Ordinal);
                limits.Doubt ??= $"which values `{text.Trim()}` allows needs evaluation";
            }
            else if (meaning.Intervals.All(interval => interval.Sort.Kind == (kind ?? limits.Kind ?? interval.Sort.Kind)))
            {
                limits.Known.Add(meaning);
            }
        }

        return limits;
    }

    /// <summary>Whether a segment of those that the known limits allow has some value that all limits allow, for certain.</summary>
    public bool SurelyAllow(Segment segment) =>
        _open.Count == 0 || segment.IsNull || (!_asksInstant && segment.Examples().Any(Allow));

    private bool Allow(FeelValue value) =>
        _open.TrueForAll(tests => tests.Evaluate(value, FeelContext.Empty, new FeelCall(Briefly)).IsTrue);
}
