using DigiSoc.Bpmn;
using DigiSoc.Feel;
using DigiSoc.Runtime.Stepping;

namespace DigiSoc.Runtime;

/// <summary>Incidents and jobs.</summary>
public sealed partial class Engine
{
    public partial async Task<EngineAnswer<Done>> RetryIncidentAsync(
        Guid incidentId, OperationContext context, FeelContext? variables, CancellationToken ct)
    {
        if (await FindIncidentAsync(incidentId, context, ct) is not { } incident)
        {
            return RunErrors.IncidentGone(incidentId);
        }

        return await ResolveAsync(incident, variables ?? FeelContext.Empty, context, null, null, ct);
    }

    public partial Task<IReadOnlyList<BulkVerdict>> RetryIncidentsAsync(
        IReadOnlyList<Guid> incidentIds, OperationContext context, FeelContext? variables, CancellationToken ct) =>
        Bulk.RunAsync(incidentIds, (id, stop) => RetryIncidentAsync(id, context, variables, stop), ct);

    public partial async Task<EngineAnswer<Done>> AnswerIncidentAsync(
        Guid incidentId, FeelContext variables, string reason, OperationContext context, Alongside? alongside, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(reason))
        {
            return RunErrors.ReasonMissing("AnswerIncident");
        }

        return await FindIncidentAsync(incidentId, context, ct) switch
        {
            null => RunErrors.IncidentGone(incidentId),
            { JobType: null } => RunErrors.NotAJobIncident(incidentId),
            { } incident => await ResolveAsync(incident, FeelContext.Empty, context with { Reason = reason }, variables, alongside, ct),
        };
    }

    public partial Task<Page<IncidentView>> IncidentsAsync(
        OperationContext context, string? businessKey, Guid? after, int size, CancellationToken ct) =>
        _node.Work.IncidentsAsync(context, businessKey, after, size, ct);

    public partial Task<IncidentView?> FindIncidentAsync(Guid incidentId, OperationContext context, CancellationToken ct) =>
        _node.Work.FindIncidentAsync(incidentId, context, ct);

    public partial Task<Page<JobView>> JobsAsync(
        OperationContext context, JobStatus? status, Guid? after, int size, CancellationToken ct) =>
        _node.Work.JobsAsync(context, status, after, size, ct);

    public partial Task<WorkCounts> CountWorkAsync(OperationContext context, CancellationToken ct) =>
        _node.Work.CountAsync(context, ct);

    private async Task<EngineAnswer<Done>> ResolveAsync(
        IncidentView incident, FeelContext variables, OperationContext context, FeelContext? answer, Alongside? alongside, CancellationToken ct)
    {
        var command = new ResolveIncident(EngineIds.NumberOf(incident.IncidentId)) { Variables = variables };
        var request = new StepRequest(incident.InstanceId, command, context)
        {
            PartId = incident.IncidentId,
            ThenAnswer = answer,
            Alongside = alongside,
        };
        var done = await _node.Stepper.RunAsync(request, ct);
        return done.IsDone ? Done.Value : done.Refusal;
    }
}
