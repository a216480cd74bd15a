using System.Globalization;

namespace DigiSoc.Bpmn.Calendars;

/// <summary>The days that one field of a cron text names: numbers, and what only a month can tell, such as its last Friday.</summary>
/// <param name="Numbers">Bit n: the number n.</param>
/// <param name="Rules">Any of them does too.</param>
internal sealed record CronDays(ulong Numbers, IReadOnlyList<CronDays.Rule> Rules)
{
    internal enum RuleKind
    {
        /// <summary><c>L</c>, <c>L-3</c>: so many days before the last.</summary>
        BeforeLast,

        /// <summary><c>LW</c>: the last from Monday to Friday.</summary>
        LastWorkday,

        /// <summary><c>15W</c>: from Monday to Friday, nearest to the day, in the same month.</summary>
        NearestWorkday,

        /// <summary><c>5L</c>, <c>FRIL</c>: the last such day of the week.</summary>
        LastOfWeek,

        /// <summary><c>MON#2</c>: the second such day of the week.</summary>
        OfWeek,
    }

    /// <summary>Which day of a month it is.</summary>
    /// <param name="Kind">What is counted.</param>
    /// <param name="Day">The days before the last, the day of the month, or the day of the week from Sunday, 0.</param>
    /// <param name="Which">Of <see cref="RuleKind.OfWeek"/>, 1 for the first.</param>
    internal readonly record struct Rule(RuleKind Kind, int Day, int Which = 0)
    {
        public bool Holds(DateOnly day)
        {
            int last = DateTime.DaysInMonth(day.Year, day.Month);
            return Kind switch
            {
                RuleKind.BeforeLast => day.Day == last - Day,
                RuleKind.LastWorkday => day.Day == Workday(day, last, last),
                RuleKind.NearestWorkday => Day <= last && day.Day == Workday(day, Day, last),
                RuleKind.LastOfWeek => (int)day.DayOfWeek == Day && day.Day > last - 7,
                _ => (int)day.DayOfWeek == Day && ((day.Day - 1) / 7) + 1 == Which,
            };
        }

        // Saturday: the day before; Sunday: the day after; never into another month.
        private static int Workday(DateOnly month, int number, int last) => new DateOnly(month.Year, month.Month, number).DayOfWeek switch
        {
            DayOfWeek.Saturday => number > 1 ? number - 1 : number + 2,
            DayOfWeek.Sunday => number < last ? number + 1 : number - 2,
            _ => number,
        };
    }

    /// <summary>Whether a day is one of them; <paramref name="number"/> is its number in the field.</summary>
    public bool Has(DateOnly day, int number) => (Numbers >> number & 1) != 0 || Rules.Any(rule => rule.Holds(day));

    /// <summary>Reads <c>L</c>, <c>L-3</c>, <c>LW</c>, <c>15W</c> of a day of the month; null: it is none of them.</summary>
    public static Rule? OfMonth(string text) => text switch
    {
        "L" => new Rule(RuleKind.BeforeLast, 0),
        "LW" => new Rule(RuleKind.LastWorkday, 0),
        ['L', '-', .. var before] when Number(before, 30) is { } days => new Rule(RuleKind.BeforeLast, days),
        [.. var day, 'W'] when Number(day, 31) is { } number => new Rule(RuleKind.NearestWorkday, number),
        _ => null,
    };

    /// <summary>Reads <c>5L</c>, <c>MON#2</c> of a day of the week; null: it is none of them.</summary>
    /// <param name="text">One part of the field.</param>
    /// <param name="dayOfWeek">Reads its day, 0 to 7; null: it is none.</param>
    public static Rule? OfWeek(string text, Func<string, int?> dayOfWeek) => text.Split('#') switch
    {
        [[.. var day, 'L']] when dayOfWeek(day) is { } last => new Rule(RuleKind.LastOfWeek, last % 7),
        [var day, var which] when dayOfWeek(day) is { } each && Number(which, 5) is { } number => new Rule(RuleKind.OfWeek, each % 7, number),
        _ => null,
    };

    private static int? Number(string text, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= 1 && number <= most ? number : null;
}
