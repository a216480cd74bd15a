using System.Globalization;

namespace DigiSoc.Cases.Deadlines;

/// <summary>A deadline as people say it, in both languages.</summary>
internal static class DeadlineWords
{
    /// <summary>"atlikusi 21 diena: līdz 2026. gada 12. februārim (APL 64(1))".</summary>
    public static LocalText Running(int daysLeft, DateOnly dueOn, string norm) => daysLeft switch
    {
        > 0 => new(
            $"{Left(daysLeft)} {Days(daysLeft)}: līdz {LatvianDative(dueOn)} ({norm})",
            $"{daysLeft} {EnglishDays(daysLeft)} left: until {English(dueOn)} ({norm})"),
        0 => new($"termiņš beidzas šodien, {Latvian(dueOn)} ({norm})", $"due today, {English(dueOn)} ({norm})"),
        _ => new(
            $"nokavēts par {-daysLeft} {DaysAccusative(-daysLeft)}: bija jāizlemj līdz {LatvianDative(dueOn)} ({norm})",
            $"{-daysLeft} {EnglishDays(-daysLeft)} overdue: was due on {English(dueOn)} ({norm})"),
    };

    public static LocalText Suspended(int daysLeft, DateOnly since) => new(
        $"termiņš apturēts kopš {LatvianGenitive(since)}; pēc atbildes paliks {daysLeft} {Days(daysLeft)}",
        $"suspended since {English(since)}; {daysLeft} {EnglishDays(daysLeft)} will be left after the answer");

    public static LocalText Met(DateOnly endedOn, DateOnly dueOn) => new(
        $"izlemts {LatvianLocative(endedOn)}, termiņš bija līdz {LatvianDative(dueOn)}",
        $"decided on {English(endedOn)}; due on {English(dueOn)}");

    public static LocalText Missed(DateOnly endedOn, DateOnly dueOn)
    {
        var late = endedOn.DayNumber - dueOn.DayNumber;
        return new(
            $"izlemts {LatvianLocative(endedOn)}, par {late} {DaysAccusative(late)} vēlāk nekā {LatvianLocative(dueOn)}",
            $"decided on {English(endedOn)}, {late} {EnglishDays(late)} after {English(dueOn)}");
    }

    /// <summary>1, 21, 31 … are singular in Latvian, 11 is not.</summary>
    private static bool IsOne(int number) => number % 10 == 1 && number % 100 != 11;

    private static string Days(int number) => IsOne(number) ? "diena" : "dienas";

    private static string DaysAccusative(int number) => IsOne(number) ? "dienu" : "dienām";

    /// <summary>"atlikusi 1 diena", "atlikušas 2 dienas".</summary>
    private static string Left(int number) => string.Create(CultureInfo.InvariantCulture, $"{(IsOne(number) ? "atlikusi" : "atlikušas")} {number}");

    private static string EnglishDays(int number) => number == 1 ? "day" : "days";

    private static readonly string[] MonthStems =
        ["janvār", "februār", "mart", "aprīl", "maij", "jūnij", "jūlij", "august", "septembr", "oktobr", "novembr", "decembr"];

    private static string Latvian(DateOnly day) => Dated(day, "is", "s");

    /// <summary>April alone softens its stem: aprīlis, aprīļa.</summary>
    private static string LatvianGenitive(DateOnly day) => day.Month == 4
        ? string.Create(CultureInfo.InvariantCulture, $"{day.Year}. gada {day.Day}. aprīļa")
        : Dated(day, "a", "a");

    private static string LatvianDative(DateOnly day) => Dated(day, "im", "am");

    private static string LatvianLocative(DateOnly day) => Dated(day, "ī", "ā");

    /// <summary>Two declensions: janvār-is, februār-is … and mart-s, maij-s, jūnij-s, jūlij-s, august-s.</summary>
    private static string Dated(DateOnly day, string endingIs, string endingS)
    {
        var hasIs = day.Month is 1 or 2 or 4 or 9 or 10 or 11 or 12;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{day.Year}. gada {day.Day}. {MonthStems[day.Month - 1]}{(hasIs ? endingIs : endingS)}");
    }

    private static string English(DateOnly day) => day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);
}
