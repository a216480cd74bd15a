using DigiSoc.Feel;

namespace DigiSoc.Dmn.Conformance;

/// <summary>Compares a result with what the kit expects, by the kit's customary rules.</summary>
/// <remarks>
/// Numbers may differ by less than 0.00000001: the kit writes irrational results with eight digits, and so do its
/// other runners. Everything else must be the same: kind, order of lists, names of contexts (not their order), zone.
/// </remarks>
public static class TckComparison
{
    private static readonly FeelNumber Tolerance = FeelNumber.Parse("0.00000001");

    /// <summary>Whether the actual value is the expected one.</summary>
    public static bool AreEqual(FeelValue expected, FeelValue actual)
    {
        if (expected.Kind != actual.Kind)
        {
            return false;
        }

        return expected.Kind switch
        {
            FeelKind.Number => AreClose(expected.AsNumber(), actual.AsNumber()),
            FeelKind.List => AreEqual(expected.AsList(), actual.AsList()),
            FeelKind.Context => AreEqual(expected.AsContext(), actual.AsContext()),
            _ => expected == actual,
        };
    }

    private static bool AreClose(FeelNumber expected, FeelNumber actual) =>
        FeelNumber.Subtract(expected, actual) is { } difference && difference.Abs().CompareTo(Tolerance) < 0;

    private static bool AreEqual(FeelList expected, FeelList actual) =>
        expected.Count == actual.Count && expected.Zip(actual).All(pair => AreEqual(pair.First, pair.Second));

    private static bool AreEqual(FeelContext expected, FeelContext actual) =>
        expected.Count == actual.Count
        && expected.All(entry => actual.TryGet(entry.Key, out var found) && AreEqual(entry.Value, found));
}
