using System.Globalization;
using DigiSoc.Bpmn.Calendars;
using DigiSoc.Feel;

namespace DigiSoc.Bpmn.Execution;

/// <summary>A repeating timer's text: <c>R3/PT10M</c>, <c>R/2026-01-31T09:00/P1M</c> (ISO 8601), or a cron text.</summary>
/// <param name="Again">The interval or cron text.</param>
/// <param name="Repetitions">Firings after the first; -1: without end.</param>
/// <param name="StartsAt">The first firing, where the text says it.</param>
internal sealed record TimerCycle(string Again, int Repetitions, DateTimeOffset? StartsAt)
{
    /// <summary>Reads a text; null: it is none.</summary>
    /// <param name="text">Without blanks around it.</param>
    /// <param name="zone">Whose local time a start without offset is.</param>
    public static TimerCycle? Parse(string text, FeelZone zone)
    {
        if (!text.StartsWith('R'))
        {
            return IsInterval(text) ? null : new TimerCycle(text, -1, null);
        }

        string[] parts = text.Split('/');
        if (parts.Length is < 2 or > 3 || !IsInterval(parts[^1]) || !TryRepetitions(parts[0], out int repetitions))
        {
            return null;
        }

        DateTimeOffset startsAt = default;
        return parts.Length == 2 || Instants.TryInstant(FeelValue.Of(parts[1]), zone, out startsAt)
            ? new TimerCycle(parts[^1], repetitions, parts.Length == 3 ? startsAt : null)
            : null;
    }

    /// <summary>The first firing: at the start that the text says, or one interval from now; null: the text says none.</summary>
    public Firing? First(DateTimeOffset now, FeelZone zone) =>
        Next(Again, now, now, zone) is { } next
            ? new Firing(StartsAt ?? next, Again, Repetitions, IsInterval(Again) ? StartsAt ?? now : null)
            : null;

    /// <summary>The first firing after an instant, of those one, two, three … intervals from where they are counted; null: there is none.</summary>
    /// <param name="again">The interval or cron text.</param>
    /// <param name="countsFrom">Where the intervals are counted from.</param>
    /// <param name="after">The instant.</param>
    /// <param name="zone">Whose calendar is meant.</param>
    public static DateTimeOffset? Next(string again, DateTimeOffset countsFrom, DateTimeOffset after, FeelZone zone)
    {
        if (!IsInterval(again))
        {
            return CronSchedule.TryParse(again, out CronSchedule? cron) ? cron.Next(after, zone) : null;
        }

        if (!CalendarDuration.TryParse(again, out CalendarDuration interval) || interval.About <= TimeSpan.Zero)
        {
            return null;
        }

        // The clocks and the lengths of months make the guess miss by little.
        long times = Math.Max(1, ((after - countsFrom).Ticks / interval.About.Ticks) - 2);
        while (interval.TryAddTo(countsFrom, times, zone, out DateTimeOffset due))
        {
            if (due > after)
            {
                return due;
            }

            times++;
        }

        return null;
    }

    private static bool IsInterval(string text) => text.StartsWith('P');

    private static bool TryRepetitions(string text, out int after)
    {
        after = -1;
        if (text is "R" or "R-1")
        {
            return true;
        }

        bool isCount = int.TryParse(text.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out int count) && count > 0;
        after = count - 1;
        return isCount;
    }
}
