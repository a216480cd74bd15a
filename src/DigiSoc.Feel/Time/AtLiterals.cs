namespace DigiSoc.Feel.Time;

/// <summary>Reads the text of <c>@"…"</c>: the first of date, date and time, time, duration that fits.</summary>
internal static class AtLiterals
{
    /// <summary>The value; null when the text is none of them.</summary>
    internal static FeelValue Read(string text) =>
        TemporalText.TryZonedDate(text, out var date, out _) ? FeelValue.Of(date)
        : FeelDateTime.TryParse(text, out var dateTime) ? FeelValue.Of(dateTime)
        : FeelTime.TryParse(text, out var time) ? FeelValue.Of(time)
        : FeelDaysTimeDuration.TryParse(text, out var daysTime) ? FeelValue.Of(daysTime)
        : FeelYearsMonthsDuration.TryParse(text, out var yearsMonths) ? FeelValue.Of(yearsMonths)
        : FeelValue.Null;
}
