using System.Globalization;
using DigiSoc.Bpmn.Calendars;
using DigiSoc.Bpmn.Compiling;
using DigiSoc.Feel;

namespace DigiSoc.Bpmn.Execution;

/// <summary>When timers are due, first and again.</summary>
internal static class Timers
{
    /// <summary>Computes the first firing; false: an incident was raised.</summary>
    /// <param name="step">The step.</param>
    /// <param name="owner">Whose variables the timer's value reads.</param>
    /// <param name="catching">The timer event.</param>
    /// <param name="timer">Its definition.</param>
    /// <param name="dueAt">The first firing.</param>
    /// <param name="cycle">For repeating timers the interval or cron text; otherwise null.</param>
    /// <param name="repetitions">Firings after the first; -1: without end.</param>
    public static bool TryStart(
        Step step,
        ElementInstance owner,
        FlowNode catching,
        TimerTrigger timer,
        out DateTimeOffset dueAt,
        out string? cycle,
        out int repetitions)
    {
        FeelValue value = step.ValueOf(owner, timer.Value);
        if (TryStart(timer.Timer, value, step.Now, step.Model.Resources.Zone, out dueAt, out cycle, out repetitions))
        {
            return true;
        }

        step.RaiseIncident(owner, BpmnErrors.BadTimer(
            catching,
            timer.Value.Expression?.Text ?? timer.Value.Literal,
            value.ToString(),
            Expected(timer.Timer),
            step.Visible(owner).Keys));
        return false;
    }

    public static bool TryStart(
        TimerKind kind,
        in FeelValue value,
        DateTimeOffset now,
        FeelZone zone,
        out DateTimeOffset dueAt,
        out string? cycle,
        out int repetitions)
    {
        cycle = null;
        repetitions = 0;
        dueAt = default;
        return kind switch
        {
            TimerKind.Date => Instants.TryInstant(value, zone, out dueAt),
            TimerKind.Duration => Instants.TryAdd(now, value, zone, out dueAt),
            _ => value.Kind == FeelKind.String
                && TryCycle(value.AsString().Trim(), now, zone, out dueAt, out cycle, out repetitions),
        };
    }

    /// <summary>The firing after one that happened; null: the text of the timer has none.</summary>
    /// <remarks>An endless timer leaves out firings it missed; a counted one makes up for each.</remarks>
    public static DateTimeOffset? Next(Wait fired, DateTimeOffset now, FeelZone zone)
    {
        string cycle = fired.Name!;
        DateTimeOffset from = fired.DueAt!.Value;
        if (!cycle.StartsWith('P'))
        {
            return CronSchedule.TryParse(cycle, out CronSchedule? cron) ? cron.Next(from > now ? from : now, zone) : null;
        }

        if (!Instants.TryAdd(from, cycle, zone, out DateTimeOffset next) || next <= from)
        {
            return null;
        }

        return fired.Repetitions < 0 && next <= now ? SkipTo(from, next, now, cycle, zone) : next;
    }

    public static string Expected(TimerKind kind) => kind switch
    {
        TimerKind.Date => "a date or date and time",
        TimerKind.Duration => "a duration such as P1D or PT2H",
        _ => "a cycle such as R3/PT10M, or a cron text of six fields, seconds first",
    };

    private static bool TryCycle(string text, DateTimeOffset now, FeelZone zone, out DateTimeOffset dueAt, out string? cycle, out int repetitions)
    {
        cycle = null;
        repetitions = -1;
        dueAt = default;
        if (!text.StartsWith('R'))
        {
            bool isCron = CronSchedule.TryParse(text, out CronSchedule? cron);
            cycle = text;
            dueAt = (isCron ? cron!.Next(now, zone) : null) ?? default;
            return isCron && dueAt != default;
        }

        string[] parts = text.Split('/');
        if (parts.Length is < 2 or > 3 || !TryRepetitions(parts[0], out repetitions))
        {
            return false;
        }

        cycle = parts[^1];
        if (!Instants.TryAdd(now, cycle, zone, out dueAt) || dueAt <= now)
        {
            return false;
        }

        return parts.Length == 2 || TryStartAt(parts[1], zone, out dueAt);
    }

    private static bool TryStartAt(string text, FeelZone zone, out DateTimeOffset dueAt) =>
        Instants.TryInstant(FeelValue.Of(text), zone, out dueAt);

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

    private static DateTimeOffset SkipTo(DateTimeOffset from, DateTimeOffset next, DateTimeOffset now, string cycle, FeelZone zone)
    {
        TimeSpan interval = next - from;
        long missed = (now - from).Ticks / interval.Ticks;
        DateTimeOffset due = from.AddTicks(interval.Ticks * missed);
        while (due <= now)
        {
            due = Instants.TryAdd(due, cycle, zone, out DateTimeOffset later) ? later : due + interval;
        }

        return due;
    }
}
