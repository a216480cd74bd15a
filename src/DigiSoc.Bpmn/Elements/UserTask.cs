using System.Globalization;
using DigiSoc.Bpmn.Calendars;
using DigiSoc.Bpmn.Compiling;
using DigiSoc.Bpmn.Execution;
using DigiSoc.Feel;

namespace DigiSoc.Bpmn.Elements;

/// <summary>User task: offered to people, waits until one of them has done it (13.3.3).</summary>
internal sealed class UserTask : ElementBehaviour
{
    private const int UsualPriority = 50;

    public override void Enter(Step step, ElementInstance element)
    {
        FlowNode node = element.Node;
        UserTaskSpec spec = (UserTaskSpec)node.Task!;
        if (!TryInstant(step, element, spec.DueDate, out DateTimeOffset? dueAt)
            || !TryInstant(step, element, spec.FollowUpDate, out DateTimeOffset? followUpAt))
        {
            return;
        }

        Wait wait = step.NewWait(WaitKind.UserTask, element, node) with { DueAt = dueAt };
        step.Open(wait, new CreateUserTask(
            wait.Id,
            node.Id,
            element.Id,
            node.Name ?? node.Id,
            Text(step.ValueOf(element, spec.Assignee)),
            Groups(step, element, spec),
            List(step.ValueOf(element, spec.CandidateUsers)),
            dueAt,
            followUpAt,
            Priority(step.ValueOf(element, spec.Priority)),
            spec.FormId,
            node.Headers,
            step.Visible(element),
            node.Norms));
    }

    /// <summary>A task that names nobody is for its lane.</summary>
    private static string[] Groups(Step step, ElementInstance element, UserTaskSpec spec) =>
        spec is { Assignee: null, CandidateGroups: null, CandidateUsers: null } && element.Node.Lane is { } lane
            ? [lane]
            : List(step.ValueOf(element, spec.CandidateGroups));

    private static bool TryInstant(Step step, ElementInstance element, ValueSource? source, out DateTimeOffset? instant)
    {
        instant = null;
        FeelValue value = step.ValueOf(element, source);
        if (value.Kind == FeelKind.Null)
        {
            return true;
        }

        if (Instants.TryInstant(value, step.Model.Resources.Zone, out DateTimeOffset found))
        {
            instant = found;
            return true;
        }

        step.RaiseIncident(element, BpmnErrors.BadTimer(
            element.Node,
            source!.Expression?.Text ?? source.Literal,
            value.ToString(),
            Timers.Expected(TimerKind.Date),
            step.Visible(element).Keys));
        return false;
    }

    private static int Priority(in FeelValue value)
    {
        int priority = UsualPriority;
        bool isNumber = value.Kind switch
        {
            FeelKind.Number => value.AsNumber().TryToInt32(out priority),
            FeelKind.String => int.TryParse(value.AsString(), NumberStyles.Integer, CultureInfo.InvariantCulture, out priority),
            _ => false,
        };
        return isNumber ? Math.Clamp(priority, 0, 100) : UsualPriority;
    }

    private static string? Text(in FeelValue value) => value.Kind switch
    {
        FeelKind.Null => null,
        FeelKind.String => value.AsString() is { Length: > 0 } text ? text : null,
        _ => value.ToString(),
    };

    /// <summary>A list, or a text with commas.</summary>
    private static string[] List(in FeelValue value) => value.Kind switch
    {
        FeelKind.Null => [],
        FeelKind.List => [.. value.AsList().Select(item => Text(item)).OfType<string>()],
        FeelKind.String => value.AsString().Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
        _ => [value.ToString()],
    };
}
