using System.Xml.Linq;
using DigiSoc.Bpmn.Checking;
using DigiSoc.Bpmn.Reading;
using DigiSoc.Feel;

namespace DigiSoc.Bpmn.Compiling;

/// <summary>What Camunda 8 demands of its own words: each once, none beside one that says otherwise, none without what it needs.</summary>
/// <remarks>
/// Camunda 8 refuses the same when it deploys; docs/engine/zeebe-rules.md sets each of its rules beside ours. BPMN's own
/// elements are judged by BPMN, which allows more than Camunda 8 runs.
/// </remarks>
internal sealed partial class ModelCompiler
{
    /// <summary>Each says who does the work of the element.</summary>
    private static readonly string[] SayWhoWorks = ["taskDefinition", "script", "calledDecision", "publishMessage"];

    /// <summary>Attributes without which a word says nothing; those of words that name the work are told where it is read (BPMN-015).</summary>
    private static readonly (string Word, string Attribute)[] Needed =
    [
        ("subscription", "correlationKey"), ("publishMessage", "correlationKey"), ("agentDefinition", "agentType"),
    ];

    private static readonly string[] Bindings = ["latest", "deployment", "versionTag"];

    /// <param name="at">The element that the finding is told of.</param>
    /// <param name="holder">What has the extension elements: the element, its loop, its event definition or its message.</param>
    private void CheckZeebeDemands(XElement at, XElement holder)
    {
        XElement[] words = [.. holder.Child("extensionElements")?.Elements().Where(each => each.Name.Namespace == Names.Zeebe) ?? []];
        foreach (string twice in words.GroupBy(each => each.Name.LocalName).Where(each => each.Count() > 1 && each.Key != "properties").Select(each => each.Key))
        {
            FindBadWord(at, $"zeebe:{twice} is there more than once; which of them holds is not said. Keep one.");
        }

        foreach (XElement word in words)
        {
            CheckZeebeDemand(at, holder, word);
        }
    }

    /// <summary>Two that do the work of one element; a message event has the one on itself, the other in its definition.</summary>
    private void CheckWhoWorks(XElement xml)
    {
        string[] working = [.. ((XElement[])[xml, .. Definitions(xml)])
            .SelectMany(each => SayWhoWorks.Where(word => each.ZeebeChild(word) is not null)).Distinct()];
        if (working.Length > 1)
        {
            FindBadWord(xml, $"{string.Join(" and ", working.Select(word => $"zeebe:{word}"))} each say what it does; which of them holds is not said. Keep one.");
        }
    }

    private void CheckZeebeDemand(XElement at, XElement holder, XElement word)
    {
        foreach ((_, string attribute) in Needed.Where(each => each.Word == word.Name.LocalName && string.IsNullOrWhiteSpace(word.Text(each.Attribute))))
        {
            FindBadWord(at, $"zeebe:{word.Name.LocalName} has no {attribute}. Give it one.");
        }

        switch (word.Name.LocalName)
        {
            case "subscription":
                RequireComputed(at, "correlationKey", word.Text("correlationKey"));
                break;
            case "ioMapping":
                foreach (XElement output in word.Elements(Names.Zeebe + "output"))
                {
                    RequireComputed(at, $"source of the output mapping to `{output.Text("target")}`", output.Text("source"));
                }

                break;
            case "taskDefinition" when word.Text("retries") is { } retries && string.IsNullOrWhiteSpace(retries):
                FindBadWord(at, "zeebe:taskDefinition has an empty number of retries. Give a number from 1, or leave out the attribute.");
                break;
            case "taskHeaders":
                CheckHeaders(at, word);
                break;
            case "assignmentDefinition":
                CheckNames(at, word, "candidateGroups");
                CheckNames(at, word, "candidateUsers");
                break;
            case "formDefinition":
                CheckForm(at, word, isOfUserTask: holder.ZeebeChild("userTask") is not null);
                CheckBinding(at, word);
                break;
            case "calledElement" or "calledDecision":
                CheckBinding(at, word);
                break;
        }
    }

    /// <summary>Written out it would be the same for every instance, which nobody means by it: the equals sign was forgotten.</summary>
    private void RequireComputed(XElement at, string what, string? text)
    {
        if (text?.Trim() is { Length: > 0 } written && !written.StartsWith('=') && !Dialects.Juel.Is(written))
        {
            FindBadWord(at, $"the {what} is the text `{written}`, expected an expression. Write `={written}`, or a text in quotes.");
        }
    }

    private void CheckHeaders(XElement at, XElement headers)
    {
        foreach (string twice in headers.Elements(Names.Zeebe + "header").Select(each => each.Text("key")).OfType<string>()
            .GroupBy(key => key).Where(each => each.Count() > 1).Select(each => each.Key))
        {
            FindBadWord(at, $"the header `{twice}` is there more than once; which of them holds is not said. Keep one.");
        }
    }

    private void CheckNames(XElement at, XElement assignment, string attribute)
    {
        if (assignment.Text(attribute)?.Trim() is { Length: > 0 } names && !names.StartsWith('=') && !Dialects.Juel.Is(names)
            && Array.Exists(names.Split(','), string.IsNullOrWhiteSpace))
        {
            FindBadWord(at, $"{attribute} `{names}` has an empty name between its commas. Separate names by one comma.");
        }
    }

    private void CheckForm(XElement at, XElement form, bool isOfUserTask)
    {
        string other = isOfUserTask ? "externalReference" : "formKey";
        bool hasId = !string.IsNullOrWhiteSpace(form.Text("formId"));
        bool hasOther = !string.IsNullOrWhiteSpace(form.Text(other));
        if (hasId == hasOther)
        {
            FindBadWord(at, $"zeebe:formDefinition needs {(hasId ? "only one" : "one")} of formId and {other}{(isOfUserTask ? " beside zeebe:userTask" : "")}; it has {(hasId ? "both" : "neither")}.");
        }
    }

    private void CheckBinding(XElement at, XElement word)
    {
        if (word.Text("bindingType") is { } binding && Array.IndexOf(Bindings, binding) < 0)
        {
            FindBadWord(at, $"bindingType `{binding}` is none of {string.Join(", ", Bindings)}. Correct it, or leave it out.");
        }
    }

    /// <summary>A filter that lets through every change by which the condition can become true: of each variable that it reads, made or changed.</summary>
    private static bool FiltersNothing(XElement definition, XElement filter)
    {
        string[] events = NamesIn(filter.Text("variableEvents"));
        string[] names = NamesIn(filter.Text("variableNames"));
        string condition = definition.Child("condition")?.Value.Trim().TrimStart('=') ?? "";
        return filter.Name.LocalName == "conditionalFilter"
            && (events.Length == 0 || (events.Contains("create") && events.Contains("update")))
            && (names.Length == 0 || (FeelExpression.Parse(condition).Expression is { } read && read.FreeNames.All(names.Contains)));
    }

    private static string[] NamesIn(string? text) => text?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];

    private void FindBadWord(XElement at, string reason) => Find(BpmnFindings.BadWord(at, reason).ForDeploying());
}
