using System.Xml.Linq;
using DigiSoc.Bpmn.Calendars;
using DigiSoc.Bpmn.Checking;
using DigiSoc.Bpmn.Dialects;
using DigiSoc.Bpmn.Reading;
using DigiSoc.Feel;

namespace DigiSoc.Bpmn.Compiling;

/// <summary>Whom a user task is for: the Camunda 8 dialect, BPMN's own resources, or another engine's attributes.</summary>
internal sealed partial class ModelCompiler
{
    private void ReadUserTask(FlowNode node, XElement xml)
    {
        XElement? assignment = xml.ZeebeChild("assignmentDefinition");
        XElement? schedule = xml.ZeebeChild("taskSchedule");
        XElement? form = xml.ZeebeChild("formDefinition");
        Candidates owners = ReadOwners(xml);
        node.Task = new UserTaskSpec(
            Value(xml, "assignee", assignment?.Text("assignee") ?? xml.Vendor("assignee")) ?? owners.Assignee,
            Value(xml, "candidate groups", assignment?.Text("candidateGroups") ?? xml.Vendor("candidateGroups")) ?? owners.Groups,
            Value(xml, "candidate users", assignment?.Text("candidateUsers") ?? xml.Vendor("candidateUsers")) ?? owners.Users,
            Instant(xml, "due date", schedule?.Text("dueDate") ?? FromNow(xml.Vendor("dueDate"))),
            Instant(xml, "follow-up date", schedule?.Text("followUpDate") ?? FromNow(xml.Vendor("followUpDate"))),
            Priority(xml, xml.ZeebeChild("priorityDefinition")?.Text("priority") ?? xml.Vendor("priority")),
            form?.Text("formId") ?? form?.Text("formKey") ?? form?.Text("externalReference") ?? xml.Vendor("formKey"));
    }

    /// <summary>The other engines count a duration from the moment the task begins.</summary>
    private static string? FromNow(string? text) =>
        text?.Trim() is { } written && CalendarDuration.TryParse(written, out CalendarDuration duration)
        && (duration.Months == 0 || (duration.Days == 0 && duration.Ticks == 0))
            ? $"=now() + duration(\"{(written.Contains('W', StringComparison.Ordinal) ? DaysAndTime(duration) : written)}\")"
            : text;

    /// <summary>FEEL writes no weeks.</summary>
    private static string DaysAndTime(CalendarDuration duration) =>
        FeelDaysTimeDuration.Of(TimeSpan.FromTicks((duration.Days * TimeSpan.TicksPerDay) + duration.Ticks)).ToString();

    /// <summary>A date written out must be one; found here rather than when the task is to be offered.</summary>
    private ValueSource? Instant(XElement xml, string purpose, string? text)
    {
        ValueSource? source = Value(xml, purpose, text);
        if (source is { Expression: null } && !Instants.TryInstant(FeelValue.Of(source.Literal), _resources.Zone, out _))
        {
            Find(BpmnFindings.NotADate(xml, purpose, source.Literal).ForDeploying());
        }

        return source;
    }

    /// <summary>BPMN's resource roles: <c>potentialOwner</c> names candidates, <c>humanPerformer</c> and <c>performer</c> the assignee.</summary>
    /// <remarks>
    /// An expression gives a list of groups. Text without an expression is a list as Camunda 7 and Activiti write it:
    /// <c>user(anna), group(office), office</c>. A <c>resourceRef</c> gives the resource's name as a group.
    /// </remarks>
    private Candidates ReadOwners(XElement xml)
    {
        Candidates found = new(null, null, null);
        foreach (XElement role in xml.Elements().Where(each => each.Name.Namespace == Names.Bpmn
            && each.Name.LocalName is "potentialOwner" or "humanPerformer" or "performer" or "resourceRole"))
        {
            if (role.Element(Names.Bpmn + "resourceParameterBinding") is not null)
            {
                Find(BpmnFindings.NotSupported(xml, "10.3.1", $"a {role.Name.LocalName} found by resource parameters. Name groups by zeebe:assignmentDefinition."));
                continue;
            }

            string? text = role.Descendants(Names.Bpmn + "formalExpression").FirstOrDefault()?.Value
                ?? role.Child("resourceAssignmentExpression")?.Value
                ?? ResourceName(xml, role);
            found = role.Name.LocalName is "humanPerformer" or "performer"
                ? found with { Assignee = Value(xml, role.Name.LocalName, text) ?? found.Assignee }
                : WithOwners(found, xml, text);
        }

        return found;
    }

    private string? ResourceName(XElement xml, XElement role)
    {
        string? reference = role.Child("resourceRef")?.Value;
        XElement? resource = _document.Index.Find(reference, "resource");
        if (reference is not null && resource is null)
        {
            Find(BpmnFindings.NotSupported(xml, "10.3.1", $"the resource `{reference.Trim()}` of its {role.Name.LocalName} is not in the file. Add it, or name groups by zeebe:assignmentDefinition."));
        }

        return resource is null ? null : resource.Text("name") ?? resource.Id();
    }

    private Candidates WithOwners(Candidates found, XElement xml, string? text)
    {
        if (string.IsNullOrWhiteSpace(text) || text.TrimStart().StartsWith('=') || Juel.Is(text))
        {
            return found with { Groups = Value(xml, "potential owner", text) ?? found.Groups };
        }

        string[] names = text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        string users = string.Join(',', names.Select(name => Inside(name, "user(")).OfType<string>());
        string groups = string.Join(',', names.Where(name => Inside(name, "user(") is null).Select(name => Inside(name, "group(") ?? name));
        return found with
        {
            Users = users.Length > 0 ? new ValueSource(users) : found.Users,
            Groups = groups.Length > 0 ? new ValueSource(groups) : found.Groups,
        };
    }

    private sealed record Candidates(ValueSource? Assignee, ValueSource? Groups, ValueSource? Users);

    /// <summary>What stands in the brackets of <c>user(…)</c> and <c>group(…)</c>, as Activiti writes them; null: there are none.</summary>
    private static string? Inside(string name, string opening) =>
        name.StartsWith(opening, StringComparison.Ordinal) && name.EndsWith(')') ? name[opening.Length..^1].Trim() : null;
}
