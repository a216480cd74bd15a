using DigiSoc.Cases;
using DigiSoc.Web.Access;
using DigiSoc.Web.Parts;
using DigiSoc.Web.Texts;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace DigiSoc.Web.Pages.Processes;

/// <summary>One process changed by hand: chosen, looked at, carried out with a reason. The choices live in the page; nothing is kept of them.</summary>
internal static class ProcessEndpoints
{
    public static void Map(IEndpointRouteBuilder app)
    {
        var process = app.MapGroup("/cases/{id:guid}/processes/{instanceId:guid}").RequireAuthorization(Gate.Processes.Name);
        process.MapGet("", ShowAsync);
        process.MapPost("", AnswerAsync);
        process.MapPost("/suspend", (HttpContext context, CaseProcesses processes, Guid id, Guid instanceId, [FromForm] string? reason, CancellationToken ct) =>
            ToldAsync(context, processes.SuspendAsync(context.User.Worker(), id, instanceId, reason ?? "", ct), id, instanceId, "Process.SuspendedNow"));
        process.MapPost("/resume", (HttpContext context, CaseProcesses processes, Guid id, Guid instanceId, [FromForm] string? reason, CancellationToken ct) =>
            ToldAsync(context, processes.ResumeAsync(context.User.Worker(), id, instanceId, reason ?? "", ct), id, instanceId, "Process.ResumedNow"));
    }

    private static async Task<IResult> ShowAsync(HttpContext context, CaseProcesses processes, Guid id, Guid instanceId, CancellationToken ct) =>
        await FindAsync(context, processes, id, instanceId, ct) is { } process ? Chosen(process, new(), []) : Results.NotFound();

    private static async Task<IResult> AnswerAsync(
        HttpContext context, CaseProcesses processes, Guid id, Guid instanceId, IFormCollection sent, CancellationToken ct)
    {
        if (await FindAsync(context, processes, id, instanceId, ct) is not { } process)
        {
            return Results.NotFound();
        }

        var form = ProcessForm.Read(sent);
        if (form.Step is not ("look" or "do"))
        {
            return Chosen(process, form.Correcting(process), []);
        }

        if (form.IsEmpty)
        {
            return Chosen(process, form, [new("WEB-422", LocalText.Of(Words.W["Process.NothingChosen"]))]);
        }

        return form.Step == "look"
            ? await LookAsync(context, processes, process, form, [], ct)
            : await DoAsync(context, processes, process, form, ct);
    }

    private static async Task<IResult> LookAsync(
        HttpContext context, CaseProcesses processes, ProcessView process, ProcessForm form, IReadOnlyList<Refusal> problems, CancellationToken ct)
    {
        var order = new ProcessOrder(form.Changes(process), IsDryRun: true, Revision: form.Revision);
        var judged = await processes.ModifyAsync(context.User.Worker(), process.CaseId, process.InstanceId, order, ct);
        return judged.IsDone
            ? Page.Of<ForeseenPage>(new { Process = process, Outlook = judged.Value.Outlook, Form = form, Problems = problems }, StatusOf(problems))
            : Chosen(process, form, judged.Refusals);
    }

    private static async Task<IResult> DoAsync(
        HttpContext context, CaseProcesses processes, ProcessView process, ProcessForm form, CancellationToken ct)
    {
        var worker = context.User.Worker();
        var order = new ProcessOrder(form.Changes(process), form.Reason, IsDryRun: false, Revision: form.Revision);
        var outcome = await processes.ModifyAsync(worker, process.CaseId, process.InstanceId, order, ct);
        if (!outcome.IsDone)
        {
            return outcome.Refusals.All(refusal => refusal.Field == "reason")
                ? await LookAsync(context, processes, process, form, outcome.Refusals, ct)
                : Chosen(process, form, outcome.Refusals);
        }

        var after = (await processes.LookAsync(worker, process.InstanceId, ct))!;
        return Page.Of<ChangedPage>(new
        {
            Process = after,
            outcome.Value.Outlook,
            Reverse = form.Reverse(process, after, outcome.Value.Outlook[0]),
        });
    }

    private static async Task<ProcessView?> FindAsync(HttpContext context, CaseProcesses processes, Guid id, Guid instanceId, CancellationToken ct) =>
        await processes.LookAsync(context.User.Worker(), instanceId, ct) is { } process && process.CaseId == id ? process : null;

    private static RazorComponentResult Chosen(ProcessView process, ProcessForm sent, IReadOnlyList<Refusal> problems)
    {
        var (form, dropped) = sent.Of(process);
        return Page.Of<ProcessPage>(new { Process = process, Form = form, Problems = problems, Dropped = dropped }, StatusOf(problems));
    }

    private static int StatusOf(IReadOnlyList<Refusal> problems) =>
        problems.Count == 0 ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity;

    private static async Task<IResult> ToldAsync(HttpContext context, Task<Outcome<ProcessPlace>> intervention, Guid id, Guid instanceId, string word)
    {
        var outcome = await intervention;
        if (outcome.IsDone)
        {
            context.Done(Words.W[word]);
        }
        else
        {
            context.Refused(string.Join(" ", outcome.Refusals.Select(refusal => Say.Text(refusal.Reason))));
        }

        return TypedResults.LocalRedirect($"/cases/{id}/processes/{instanceId}");
    }
}
