using DigiSoc.Cases;
using DigiSoc.Web.Access;
using Microsoft.AspNetCore.Http.HttpResults;

namespace DigiSoc.Web.Pages.Packages;

/// <summary>Deployed procedures, to read: versions, diagrams, rules, forms, scenarios.</summary>
internal static class PackageEndpoints
{
    public static void Map(IEndpointRouteBuilder app)
    {
        var packages = app.MapGroup("/packages").RequireAuthorization(Gate.Packages.Name);
        packages.MapGet("", ListAsync);
        packages.MapGet("/{key}", VersionsAsync);
        packages.MapGet("/{key}/{version:int}", VersionAsync);
        packages.MapGet("/{key}/{version:int}/files/{**path}", FileAsync);
        packages.MapGet("/{key}/{version:int}/source/{**path}", SourceAsync);
    }

    private static async Task<RazorComponentResult> ListAsync(HttpContext context, PackageShelf shelf, CancellationToken ct) =>
        Page.Of<PackageListPage>(new { Packages = await shelf.ListAsync(context.User.Worker(), ct) });

    private static async Task<IResult> VersionsAsync(HttpContext context, PackageShelf shelf, string key, CancellationToken ct)
    {
        var versions = await shelf.VersionsAsync(context.User.Worker(), key, ct);
        return versions.Count == 0 ? Results.NotFound() : Page.Of<PackagePage>(new { Versions = versions, Chosen = versions[0] });
    }

    private static async Task<IResult> VersionAsync(HttpContext context, PackageShelf shelf, string key, int version, CancellationToken ct)
    {
        var versions = await shelf.VersionsAsync(context.User.Worker(), key, ct);
        var chosen = versions.FirstOrDefault(one => one.Version == version);
        return chosen is null ? Results.NotFound() : Page.Of<PackagePage>(new { Versions = versions, Chosen = chosen });
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
