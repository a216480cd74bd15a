using System.Globalization;
using DigiSoc.Cases;
using DigiSoc.Runtime;
using DigiSoc.Web.Access;
using DigiSoc.Web.Parts;
using DigiSoc.Web.Texts;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using PackageShelf = DigiSoc.Cases.PackageShelf;

namespace DigiSoc.Web.Pages.Packages;

/// <summary>What a package's page shows; <paramref name="Sent"/> and <paramref name="Problems"/> after a refused form of tags.</summary>
public sealed record PackageModel(
    IReadOnlyList<PackageVersionView> Versions,
    PackageVersionView Chosen,
    IReadOnlyList<PackageTag> Tags,
    IReadOnlyList<TagHistoryEntry> History,
    bool MayTag,
    TagForm Sent,
    IReadOnlyList<Refusal> Problems);

/// <summary>The form of tags as it was sent.</summary>
public sealed record TagForm(string? Tag = null, string? Version = null, string? Reason = null);

/// <summary>Deployed procedures: versions, diagrams, rules, forms, scenarios to read; tags of versions to set and take away.</summary>
internal static class PackageEndpoints
{
    public static void Map(IEndpointRouteBuilder app)
    {
        var packages = app.MapGroup("/packages").RequireAuthorization(Gate.Packages.Name);
        packages.MapGet("", ListAsync);
        packages.MapGet("/{key}", VersionsAsync);
        packages.MapGet("/{key}/{version:int}", VersionAsync);
        packages.MapPost("/{key}/{version:int}/tags", TagAsync);
        packages.MapPost("/{key}/{version:int}/tags/remove", UntagAsync);
        packages.MapGet("/{key}/{version:int}/files/{**path}", FileAsync);
        packages.MapGet("/{key}/{version:int}/source/{**path}", SourceAsync);
    }

    private static async Task<RazorComponentResult> ListAsync(HttpContext context, PackageShelf shelf, CancellationToken ct) =>
        Page.Of<PackageListPage>(new { Packages = await shelf.ListAsync(context.User.Worker(), ct) });

    private static Task<IResult> VersionsAsync(HttpContext context, PackageShelf shelf, VersionTags tags, string key, CancellationToken ct) =>
        PageAsync(context, shelf, tags, key, null, new(), [], ct);

    private static Task<IResult> VersionAsync(HttpContext context, PackageShelf shelf, VersionTags tags, string key, int version, CancellationToken ct) =>
        PageAsync(context, shelf, tags, key, version, new(), [], ct);

    private static async Task<IResult> TagAsync(
        HttpContext context,
        PackageShelf shelf,
        VersionTags tags,
        string key,
        int version,
        [FromForm] string? tag,
        [FromForm] string? to,
        [FromForm] string? reason,
        CancellationToken ct)
    {
        // What is no number is no version either.
        var number = int.TryParse(to, NumberStyles.None, CultureInfo.InvariantCulture, out var read) ? read : 0;
        var set = await tags.SetAsync(context.User.Worker(), key, tag ?? "", new(number, reason), ct);
        if (!set.IsDone)
        {
            return await PageAsync(context, shelf, tags, key, version, new(tag, to, reason), set.Refusals, ct);
        }

        context.Done(Words.W["Tags.SetNow", set.Value.Tag, set.Value.Version]);
        return Results.LocalRedirect($"/packages/{key}/{version}");
    }

    private static async Task<IResult> UntagAsync(
        HttpContext context, VersionTags tags, string key, int version, [FromForm] string? tag, [FromForm] string? reason, CancellationToken ct)
    {
        var removed = await tags.RemoveAsync(context.User.Worker(), key, tag ?? "", reason, ct);
        if (removed.IsDone)
        {
            context.Done(Words.W["Tags.RemovedNow", tag]);
        }
        else
        {
            context.Refused(string.Join(" ", removed.Refusals.Select(refusal => Say.Text(refusal.Reason))));
        }

        return Results.LocalRedirect($"/packages/{key}/{version}");
    }

    private static async Task<IResult> PageAsync(
        HttpContext context, PackageShelf shelf, VersionTags tags, string key, int? version, TagForm sent, IReadOnlyList<Refusal> problems, CancellationToken ct)
    {
        var worker = context.User.Worker();
        var versions = await shelf.VersionsAsync(worker, key, ct);
        var chosen = versions.FirstOrDefault(one => version is null || one.Version == version);
        if (chosen is null)
        {
            return Results.NotFound();
        }

        var model = new PackageModel(
            versions, chosen, await tags.ListAsync(key, ct), await tags.HistoryAsync(worker, key, 20, ct), worker.Has(Role.ProcessDesigner), sent, problems);
        return Page.Of<PackagePage>(new { Model = model }, problems.Count == 0 ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity);
    }

    private static async Task<IResult> FileAsync(
        HttpContext context, PackageShelf shelf, string key, int version, string path, CancellationToken ct)
    {
        var worker = context.User.Worker();
        var versions = await shelf.VersionsAsync(worker, key, ct);
        var chosen = versions.FirstOrDefault(one => one.Version == version);
        var file = chosen?.Files.FirstOrDefault(file => file.Path == path);
        return file is null || await shelf.FileAsync(worker, key, version, path, ct) is not { } text
            ? Results.NotFound()
            : Page.Of<PackageFilePage>(new { Package = chosen, File = file, Text = text });
    }

    private static async Task<IResult> SourceAsync(
        HttpContext context, PackageShelf shelf, string key, int version, string path, CancellationToken ct) =>
        await shelf.FileAsync(context.User.Worker(), key, version, path, ct) is { } text
            ? Results.Text(text, path.EndsWith(".bpmn", StringComparison.Ordinal) || path.EndsWith(".dmn", StringComparison.Ordinal) ? "application/xml" : "text/plain; charset=utf-8")
            : Results.NotFound();
}
