using System.Globalization;
using DigiSoc.Cases;

namespace DigiSoc.Web.Texts;

/// <summary>How dates, times, money and two-language texts are said on the screen.</summary>
internal static class Say
{
    private static readonly TimeZoneInfo Riga = TimeZoneInfo.FindSystemTimeZoneById("Europe/Riga");
    private static readonly CultureInfo Latvian = CultureInfo.GetCultureInfo("lv-LV");

    public static string Text(LocalText? text) => text?.In(Words.Language) ?? "";

    public static string Day(DateOnly day) => day.ToString("dd.MM.yyyy", CultureInfo.InvariantCulture);

    public static string Day(DateOnly? day) => day is { } known ? Day(known) : "–";

    public static string Moment(DateTimeOffset moment) =>
        TimeZoneInfo.ConvertTime(moment, Riga).ToString("dd.MM.yyyy HH:mm", CultureInfo.InvariantCulture);

    public static string Moment(DateTimeOffset? moment) => moment is { } known ? Moment(known) : "–";

    /// <summary>For the datetime attribute of a time element.</summary>
    public static string Machine(DateTimeOffset moment) => moment.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);

    public static string Euro(decimal amount) => amount.ToString("N2", Latvian) + " €";

    public static string Number(decimal number) => number.ToString("#,##0.##", Latvian);

    public static string Size(int bytes) => bytes < 1024 * 1024
        ? $"{Math.Max(1, bytes / 1024)} KB"
        : (bytes / 1024m / 1024m).ToString("0.0", Latvian) + " MB";

    public static DateOnly Today(TimeProvider clock) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(clock.GetUtcNow(), Riga).DateTime);

    /// <summary>How far a day is from today: "šodien", "rīt", "pēc 5 dienām", "kavē 3 dienas".</summary>
    public static string Due(DateOnly due, DateOnly today)
    {
        var days = due.DayNumber - today.DayNumber;
        return days switch
        {
            0 => Words.W["Due.Today"],
            1 => Words.W["Due.Tomorrow"],
            > 1 => Words.W[Plural("Due.In", days), days],
            _ => Words.W[Plural("Due.Late", -days), -days],
        };
    }

    /// <summary>Latvian counts 1, 21, 31 … (not 11) in the singular; English only 1.</summary>
    public static string Plural(string key, int count)
    {
        var one = Words.Language == "en" ? count == 1 : count % 10 == 1 && count % 100 != 11;
        return key + (one ? ".One" : ".Many");
    }
}
