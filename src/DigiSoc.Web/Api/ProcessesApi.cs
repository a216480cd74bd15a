using System.Security.Claims;
using DigiSoc.Cases;
using DigiSoc.Web.Access;

namespace DigiSoc.Web.Api;

/// <summary>One process of a case: where it is, changed by hand, held and let go on.</summary>
internal static class ProcessesApi
{
    public static void MapProcesses(this RouteGroupBuilder api)
    {
        var processes = api.MapGroup("").WithTags("Processes").RequireAuthorization(Gate.Processes.Name);
        processes.MapGet("/processes/{instanceId:guid}", async (Guid instanceId, ClaimsPrincipal user, CaseProcesses service, CancellationToken ct) =>
                (await service.LookAsync(user.Worker(), instanceId, ct)).OrNotFound("instanceId"))
            .WithSummary("What stands where, why it waits, what it knows, and what a token can be put on; written to the access log");
        var one = processes.MapGroup("/cases/{caseId:guid}/processes/{instanceId:guid}");
        one.MapPost("/modify", async (
                Guid caseId, Guid instanceId, ProcessOrder order, ClaimsPrincipal user, CaseProcesses service, CancellationToken ct) =>
                (await service.ModifyAsync(user.Worker(), caseId, instanceId, order, ct)).ToAnswer())
            .WithSummary("Move tokens, begin or end steps, set variables by hand; unless isDryRun is false only what it would do; then a reason is needed")
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        one.MapPost("/suspend", async (
                Guid caseId, Guid instanceId, ReasonRequest request, ClaimsPrincipal user, CaseProcesses service, CancellationToken ct) =>
                (await service.SuspendAsync(user.Worker(), caseId, instanceId, request.Reason, ct)).ToAnswer())
            .WithSummary("Hold the process and every one it has called");
        one.MapPost("/resume", async (
                Guid caseId, Guid instanceId, ReasonRequest request, ClaimsPrincipal user, CaseProcesses service, CancellationToken ct) =>
                (await service.ResumeAsync(user.Worker(), caseId, instanceId, request.Reason, ct)).ToAnswer())
            .WithSummary("Let a held process, and every one it has called, go on");
    }
}
