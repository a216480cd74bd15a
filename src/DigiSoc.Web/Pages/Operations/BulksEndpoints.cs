using DigiSoc.Cases;
using DigiSoc.Runtime;
using DigiSoc.Web.Access;
using DigiSoc.Web.Parts;
using DigiSoc.Web.Texts;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace DigiSoc.Web.Pages.Operations;

/// <summary>What the page of bulk operations shows; <paramref name="Sent"/> and <paramref name="Problems"/> after a refused form.</summary>
/// <remarks><paramref name="Draft"/>: the mapping to choose from; null: none was asked for.</remarks>
public sealed record BulksModel(
    IReadOnlyList<BulkSummary> Recent, IReadOnlyList<PackageSummary> Packages, bool MayCancel, MigrationDraft? Draft, BulkForm Sent, IReadOnlyList<Refusal> Problems);

/// <summary>Bulk operations: a form that begins a preview, the preview with its verdicts, carrying out and stopping.</summary>
internal static class BulksEndpoints
{
    private const string Address = "/operations/bulk";

    // Most previews are done by then, and the page shows them at once.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public static void Map(IEndpointRouteBuilder app)
    {
        var bulks = app.MapGroup(Address).RequireAuthorization(Gate.Holds.Name);
        bulks.MapGet("", (HttpContext context, Bulks service, DigiSoc.Cases.PackageShelf packages, CancellationToken ct) =>
            PageAsync(context, service, packages, new(), [], ct));
        bulks.MapPost("", StartAsync);
        bulks.MapGet("/{id:guid}", OneAsync);
        bulks.MapPost("/{id:guid}/carry-out", CarryOutAsync);
        bulks.MapPost("/{id:guid}/stop", StopAsync);
    }

    private static async Task<IResult> StartAsync(
        HttpContext context, Bulks service, DigiSoc.Cases.PackageShelf packages, [FromForm] BulkForm form, CancellationToken ct)
    {
        var problems = new List<Refusal>();
        if (form.Step == "propose")
        {
            return await PageAsync(context, service, packages, form, problems, ct);
        }

        var order = form.Read(problems);
        if (problems.Count == 0)
        {
            var started = await service.StartAsync(context.User.Worker(), order, ct);
            if (started.IsDone)
            {
                await WaitAsync(context, service, started.Value.BulkId, ct);
                return TypedResults.LocalRedirect($"{Address}/{started.Value.BulkId}");
            }

            problems.AddRange(started.Refusals);
        }

        return await PageAsync(context, service, packages, form, problems, ct);
    }

    private static async Task<IResult> OneAsync(
        HttpContext context, Bulks service, Guid id, string? verdict, Guid? after, CancellationToken ct)
    {
        var worker = context.User.Worker();
        if (await service.FindAsync(worker, id, ct) is not { } bulk)
        {
            return Results.NotFound();
        }

        BulkItemVerdict? only = verdict switch { "done" => BulkItemVerdict.Done, "refused" => BulkItemVerdict.Refused, "open" => BulkItemVerdict.Open, _ => null };
        var items = await service.ItemsAsync(worker, id, only, after, 50, ct);
        return Page.Of<BulkPage>(new { Bulk = bulk, Items = items, Verdict = only });
    }

    private static async Task<IResult> CarryOutAsync(
        HttpContext context, Bulks service, Guid id, [FromForm(Name = "_form")] string? form, CancellationToken ct)
    {
        var carried = await service.CarryOutAsync(context.User.Worker(), id, ct);
        if (carried.IsDone)
        {
            await WaitAsync(context, service, carried.Value.BulkId, ct);
        }

        return Told(context, carried, id, "Bulks.CarriedOut");
    }

    private static async Task<IResult> StopAsync(
        HttpContext context, Bulks service, Guid id, [FromForm(Name = "_form")] string? form, CancellationToken ct) =>
        Told(context, await service.StopAsync(context.User.Worker(), id, ct), id, "Bulks.StoppedNow");

    private static RedirectHttpResult Told(HttpContext context, Outcome<BulkSummary> outcome, Guid id, string word)
    {
        if (outcome.IsDone)
        {
            context.Done(Words.W[word]);
            return TypedResults.LocalRedirect($"{Address}/{outcome.Value.BulkId}");
        }

        context.Refused(string.Join(" ", outcome.Refusals.Select(refusal => Say.Text(refusal.Reason))));
        return TypedResults.LocalRedirect($"{Address}/{id}");
    }

    // The page tells how far it is in any case; this only saves a person the next look.
    private static async Task WaitAsync(HttpContext context, Bulks service, Guid id, CancellationToken ct)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (!limit.IsCancellationRequested && await service.FindAsync(context.User.Worker(), id, ct) is { State: "running" })
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), limit.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task<MigrationDraft?> DraftAsync(Bulks service, BulkForm sent, List<Refusal> problems, CancellationToken ct)
    {
        if (sent.ReadVersions(problems) is not { } versions)
        {
            return null;
        }

        var proposed = await service.ProposeMigrationAsync(versions.Key, versions.From, versions.To, ct);
        if (!proposed.IsDone)
        {
            problems.AddRange(proposed.Refusals);
            return null;
        }

        return proposed.Value;
    }

    private static async Task<IResult> PageAsync(
        HttpContext context, Bulks service, DigiSoc.Cases.PackageShelf packages, BulkForm sent, List<Refusal> problems, CancellationToken ct)
    {
        var worker = context.User.Worker();
        var draft = sent.Step == "propose" || sent.Renamed is not null ? await DraftAsync(service, sent, problems, ct) : null;
        var model = new BulksModel(
            await service.ListAsync(worker, 20, ct), await packages.ListAsync(worker, ct), worker.Has(Role.Manager), draft, sent, problems);
        return Page.Of<BulksPage>(new { Model = model }, problems.Count == 0 ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
    }
}
