namespace DigiSoc.Feel.Time;

/// <summary>Counts months between dates.</summary>
internal static class Months
{
    /// <summary>Whole months from one to the other, cut towards zero; only the dates count, not the times.</summary>
    internal static long Between(FeelDate from, FeelDate to)
    {
        var months = (((long)to.Year - from.Year) * 12) + to.Month - from.Month;
        var days = to.Day.CompareTo(from.Day);
        return months > 0 && days < 0 ? months - 1
            : months < 0 && days > 0 ? months + 1
            : months;
    }
}
