using System.Text.Json;
using DigiSoc.Bpmn;
using DigiSoc.Cases.Work;
using DigiSoc.Feel;
using DigiSoc.Runtime;

namespace DigiSoc.Cases;

/// <summary>One change by hand; exactly one of <paramref name="Activate"/>, <paramref name="Terminate"/> and <paramref name="Variables"/>.</summary>
/// <param name="Activate">The id of an element a token is put on.</param>
/// <param name="Terminate">The number of a stay that ends with all it holds; see <see cref="PlacedElement"/>.</param>
/// <param name="Variables">A JSON object of what is set; other variables stay.</param>
/// <param name="Inside">
/// The number of the stay the token is put in (of one further out: in which new ones between begin), or whose variables are set; null: the
/// only one there is, or the process.
/// </param>
/// <param name="With">With <paramref name="Activate"/>: variables to set first, a JSON object each, by the id of the element or of a scope around it.</param>
public sealed record ProcessChange(
    string? Activate = null, long? Terminate = null, JsonElement? Variables = null, long? Inside = null, IReadOnlyDictionary<string, JsonElement>? With = null);

/// <summary>What to change in one process of a case, in this order, all or nothing, and why.</summary>
public sealed record ProcessOrder(IReadOnlyList<ProcessChange> Changes, string? Reason = null, bool IsDryRun = true);

/// <summary>Changes of one process by hand, where a case went astray: tokens moved, steps begun again or ended, variables corrected. Managers.</summary>
public sealed class CaseProcesses
{
    private readonly Engine _engine;
    private readonly CaseFiles _files;

    internal CaseProcesses(Engine engine, CaseFiles files) => (_engine, _files) = (engine, files);

    /// <summary>Does it, or in a dry run says whether it could be done. The reason stands in the history and the case's timeline.</summary>
    /// <returns>Where the process is afterwards; in a dry run: now.</returns>
    public async Task<Outcome<ProcessPlace>> ModifyAsync(Worker worker, Guid caseId, Guid instanceId, ProcessOrder order, CancellationToken ct)
    {
        if (!worker.Has(Role.Manager))
        {
            return Outcome<ProcessPlace>.Refused(CaseErrors.RoleNeeded(Role.Manager.Title.Lv));
        }

        if (await PlaceAsync(worker, caseId, instanceId, ct) is null)
        {
            return Outcome<ProcessPlace>.Refused(CaseErrors.ProcessUnknown());
        }

        var (instructions, wrong) = Read(order.Changes);
        if (wrong is not null)
        {
            return Outcome<ProcessPlace>.Refused(wrong);
        }

        var answer = await _engine.ModifyInstanceAsync(
            instanceId, instructions, order.Reason?.Trim() ?? "", TaskAssignment.ContextOf(worker), order.IsDryRun, ct);
        return answer.IsDone
            ? Outcome<ProcessPlace>.Done((await PlaceAsync(worker, caseId, instanceId, ct))!)
            : Outcome<ProcessPlace>.Refused(BulkErrors.Of(answer.Refusal));
    }

    private async Task<ProcessPlace?> PlaceAsync(Worker worker, Guid caseId, Guid instanceId, CancellationToken ct) =>
        (await _files.WhereAsync(worker, caseId, ct))?.Places.FirstOrDefault(place => place.InstanceId == instanceId);

    private static (List<Modification> Instructions, Refusal? Wrong) Read(IReadOnlyList<ProcessChange> changes)
    {
        var instructions = new List<Modification>();
        foreach (var change in changes)
        {
            switch (change)
            {
                case { With: { } with } when with.Values.Any(one => one.ValueKind != JsonValueKind.Object):
                    return ([], BulkErrors.VariablesUnreadable());
                case { Activate: { } elementId, Terminate: null, Variables: null }:
                    instructions.Add(new ActivateElement(elementId, change.Inside) { Variables = Read(change.With ?? new Dictionary<string, JsonElement>()) });
                    break;
                case { With: not null }:
                    return ([], CaseErrors.ChangeUnclear());
                case { Activate: null, Terminate: { } number, Variables: null, Inside: null }:
                    instructions.Add(new TerminateElement(number));
                    break;
                case { Activate: null, Terminate: null, Variables: { ValueKind: JsonValueKind.Object } variables }:
                    instructions.Add(new ChangeVariables(FeelJson.Read(variables).AsContext(), change.Inside ?? 0));
                    break;
                case { Activate: null, Terminate: null, Variables: not null }:
                    return ([], BulkErrors.VariablesUnreadable());
                default:
                    return ([], CaseErrors.ChangeUnclear());
            }
        }

        return (instructions, instructions.Count > 0 ? null : CaseErrors.ChangeUnclear());
    }

    private static Dictionary<string, FeelContext> Read(IReadOnlyDictionary<string, JsonElement> variables) =>
        variables.ToDictionary(one => one.Key, one => FeelJson.Read(one.Value).AsContext(), StringComparer.Ordinal);
}
