using DigiSoc.Bpmn.Calendars;
using DigiSoc.Bpmn.Compiling;
using DigiSoc.Feel;

namespace DigiSoc.Bpmn.Execution;

/// <summary>When timers are due, first and again.</summary>
internal static class Timers
{
    /// <summary>Computes the first firing; null: an incident was raised.</summary>
    /// <param name="step">The step.</param>
    /// <param name="owner">Whose variables the timer's value reads.</param>
    /// <param name="catching">The timer event.</param>
    /// <param name="timer">Its definition.</param>
    public static Firing? Start(Step step, ElementInstance owner, FlowNode catching, TimerTrigger timer)
    {
        FeelValue value = step.ValueOf(owner, timer.Value);
        if (First(timer.Timer, value, step.Now, step.Model.Resources.Zone) is { } first)
        {
            return first;
        }

        step.RaiseIncidentOf(catching, owner, BpmnErrors.BadTimer(
            catching,
            timer.Value.Expression?.Text ?? timer.Value.Literal,
            value.ToString(),
            Expected(timer.Timer),
            step.Visible(owner).Keys));
        return null;
    }

    /// <summary>The first firing; null: the value says none.</summary>
    /// <param name="kind">What the value is to be.</param>
    /// <param name="value">A FEEL value or a text.</param>
    /// <param name="now">From when on.</param>
    /// <param name="zone">Whose calendar is meant.</param>
    public static Firing? First(TimerKind kind, in FeelValue value, DateTimeOffset now, FeelZone zone)
    {
        DateTimeOffset dueAt;
        return kind switch
        {
            TimerKind.Date => Instants.TryInstant(value, zone, out dueAt) ? new Firing(dueAt) : null,
            TimerKind.Duration => Instants.TryAdd(now, value, zone, out dueAt) ? new Firing(dueAt) : null,
            _ => value.Kind == FeelKind.String ? TimerCycle.Parse(value.AsString().Trim(), zone)?.First(now, zone) : null,
        };
    }

    /// <summary>The firing after one that happened; null: there is none.</summary>
    /// <remarks>An endless timer leaves out firings it missed; a counted one makes up for each.</remarks>
    public static DateTimeOffset? Next(Wait fired, DateTimeOffset now, FeelZone zone)
    {
        DateTimeOffset dueAt = fired.DueAt!.Value;
        return TimerCycle.Next(fired.Name!, fired.CountsFrom ?? dueAt, fired.Repetitions < 0 && now > dueAt ? now : dueAt, zone);
    }

    public static string Expected(TimerKind kind) => kind switch
    {
        TimerKind.Date => "a date or date and time",
        TimerKind.Duration => "a duration such as P1D or PT2H",
        _ => "a cycle such as R3/PT10M, or a cron text of six fields, seconds first",
    };
}
