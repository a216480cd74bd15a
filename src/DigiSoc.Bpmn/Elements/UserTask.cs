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
            || !TryInstant(step, element, spec.FollowUpDate, out DateTimeOffset? followUpAt)
            || !TryPeople(step, element, spec, out People people))
        {
            return;
        }

        Wait wait = step.NewWait(WaitKind.UserTask, element, node) with { DueAt = dueAt };
        step.Open(wait, new CreateUserTask(
            wait.Id,
            node.Id,
            element.Id,
            node.Name ?? node.Id,
            people.Assignee,
            people.Groups,
            people.Users,
            dueAt,
            followUpAt,
            Priority(step.ValueOf(element, spec.Priority)),
            spec.FormId,
            node.Headers,
            step.Visible(element),
            node.Norms));
    }

    /// <summary>Whom a task is for; false: an incident was raised.</summary>
    /// <remarks>
    /// A task that names nobody is for its lane, and without one everybody's. One that computes a name and gets none is neither: for that
    /// a missing variable would do.
    /// </remarks>
    private static bool TryPeople(Step step, ElementInstance element, UserTaskSpec spec, out People people)
    {
        people = new(null, [], []);
        if (spec is { Assignee: null, CandidateGroups: null, CandidateUsers: null })
        {
            people = people with { Groups = element.Node.Lane is { } lane ? [lane] : [] };
            return true;
        }

        if (!TryNames(step, element, spec.Assignee, "assignee", isOne: true, out string[] assignee)
            || !TryNames(step, element, spec.CandidateGroups, "candidate groups", isOne: false, out string[] groups)
            || !TryNames(step, element, spec.CandidateUsers, "candidate users", isOne: false, out string[] users))
        {
            return false;
        }

        people = new(assignee.FirstOrDefault(), groups, users);
        Expression[] computed = [.. ((ValueSource?[])[spec.Assignee, spec.CandidateGroups, spec.CandidateUsers]).Select(each => each?.Expression).OfType<Expression>()];
        if (people.IsNobody && computed.Length > 0)
        {
            step.RaiseIncident(element, BpmnErrors.TaskForNobody(element.Node, computed.Select(each => each.Text), step.Visible(element).Keys));
            return false;
        }

        return true;
    }

    private static bool TryNames(Step step, ElementInstance element, ValueSource? source, string purpose, bool isOne, out string[] names)
    {
        FeelValue value = step.ValueOf(element, source);
        string[]? found = value.Kind switch
        {
            FeelKind.Null => [],
            FeelKind.String when isOne => value.AsString() is { Length: > 0 } name ? [name] : [],
            FeelKind.String => value.AsString().Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
            FeelKind.Number => [value.ToString()],
            FeelKind.List when !isOne && value.AsList().All(IsName) => [.. value.AsList().Select(item => Name(item)).Where(name => name.Length > 0)],
            _ => null,
        };
        names = found ?? [];
        if (found is null)
        {
            step.RaiseIncident(element, BpmnErrors.NoNames(
                element.Node, purpose, source!.Expression?.Text ?? source.Literal!, value, isOne ? "a text" : "a list of texts", step.Visible(element).Keys));
        }

        return found is not null;
    }

    private static bool IsName(FeelValue value) => value.Kind is FeelKind.String or FeelKind.Number;

    private static string Name(in FeelValue value) => value.Kind == FeelKind.String ? value.AsString() : value.ToString();

    private readonly record struct People(string? Assignee, string[] Groups, string[] Users)
    {
        public bool IsNobody => Assignee is null && Groups.Length == 0 && Users.Length == 0;
    }

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
}
