using DigiSoc.Bpmn;
using DigiSoc.Cases.Packages;
using DigiSoc.Feel;
using DigiSoc.Runtime;

namespace DigiSoc.Cases.Processes;

/// <summary>The tree of stays of a process as a list, each before what it holds.</summary>
/// <param name="where">The process.</param>
/// <param name="model">Its compiled model.</param>
/// <param name="titles">What its elements are called.</param>
/// <param name="waits">What it waits for, by the engine's waiting point or incident.</param>
internal sealed class StayReader(Whereabouts where, ProcessModel model, ElementTitles titles, ILookup<long, CaseWait> waits)
{
    private readonly HashSet<string> _scopes = [.. model.Elements.Where(node => node.Parent is not null).Select(node => node.Parent!.Id)];

    private readonly ILookup<long, ElementInstance> _inside = where.State.Elements.ToLookup(element => element.ParentId);

    public List<ProcessStay> Read()
    {
        var stays = new List<ProcessStay>();
        foreach (var process in _inside[0])
        {
            Read(process, null, 0, stays);
        }

        return stays;
    }

    private void Read(ElementInstance element, ElementInstance? around, int depth, List<ProcessStay> stays)
    {
        var held = _inside[element.Id].ToList();

        // Rounds and activations bear the id of the loop, or of the ad-hoc sub-process, that holds them.
        var isPart = around?.ElementId == element.ElementId;
        var isScope = _scopes.Contains(element.ElementId) && !held.Any(inner => inner.ElementId == element.ElementId);
        stays.Add(new(
            element.Id,
            element.ParentId,
            depth,
            element.ElementId,
            titles.Of(element.ElementId),
            model.Find(element.ElementId)?.Type ?? "",
            element.LoopCounter,
            isPart,
            isScope,
            [.. waits[element.Id]],
            CalledBy(element),
            [.. element.Variables.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => new ProcessVariable(pair.Key, pair.Value.ToString(), KindOf(pair.Value)))]));
        foreach (var inner in held)
        {
            Read(inner, element, depth + 1, stays);
        }
    }

    private Guid? CalledBy(ElementInstance element) =>
        where.State.Waits.FirstOrDefault(wait => wait.Kind == WaitKind.Child && wait.ElementInstanceId == element.Id) is { } call
        && where.Waits.FirstOrDefault(view => EngineIds.NumberOf(view.PartId) == call.Id) is { } view
        && Guid.TryParse(view.WaitsFor, out var called)
            ? called
            : null;

    // As docs/feel/types.md names them.
    private static string KindOf(in FeelValue value) => value.Kind switch
    {
        FeelKind.Null => "null",
        FeelKind.Boolean => "boolean",
        FeelKind.Number => "number",
        FeelKind.String => "string",
        FeelKind.Date => "date",
        FeelKind.Time => "time",
        FeelKind.DateTime => "date and time",
        FeelKind.DaysTimeDuration => "days and time duration",
        FeelKind.YearsMonthsDuration => "years and months duration",
        FeelKind.List => "list",
        FeelKind.Context => "context",
        FeelKind.Range => "range",
        _ => "function",
    };
}
