namespace DigiSoc.Feel.Time;

/// <summary>Counts months between dates.</summary>
internal static class Months
{
    /// <summary>Whole months from one to the other, cut towards zero; times count, zones do not.</summary>
    internal static long Between(FeelDateTime from, FeelDateTime to)
    {
        var months = (((long)to.Date.Year - from.Date.Year) * 12) + to.Date.Month - from.Date.Month;
        var days = (to.Date.Day, to.Time.NanosecondOfDay).CompareTo((from.Date.Day, from.Time.NanosecondOfDay));
        return months > 0 && days < 0 ? months - 1
            : months < 0 && days > 0 ? months + 1
            : months;
    }
}
