using System.Security.Claims;
using DigiSoc.Cases;
using DigiSoc.Web.Access;

namespace DigiSoc.Web.Api;

/// <summary>A package as a program sends it: path inside the package → content in base64.</summary>
internal sealed record PackageRequest(Dictionary<string, byte[]> Files);

/// <summary>Why a tag is taken away.</summary>
internal sealed record TagRemoval(string? Reason);

/// <summary>Deployed packages, their versions and tags.</summary>
internal static class PackagesApi
{
    public static void MapPackages(this RouteGroupBuilder api)
    {
        var packages = api.MapGroup("/packages").RequireAuthorization(Gate.Packages.Name).WithTags("Packages");
        packages.MapGet("/", async (ClaimsPrincipal user, PackageShelf shelf, CancellationToken ct) =>
            TypedResults.Ok(await shelf.ListAsync(user.Worker(), ct))).WithSummary("Deployed packages");
        packages.MapPost("/", async (PackageRequest package, ClaimsPrincipal user, PackageShelf shelf, CancellationToken ct) =>
                (await shelf.DeployAsync(user.Worker(), package.Files, ct)).ToAnswer())
            .WithSummary("Deploy a package as its next version: checked, its scenarios played, then stored (process designers)")
            .ProducesProblem(StatusCodes.Status409Conflict);
        packages.MapGet("/{key}/versions", async (string key, ClaimsPrincipal user, PackageShelf shelf, CancellationToken ct) =>
            TypedResults.Ok(await shelf.VersionsAsync(user.Worker(), key, ct)))
            .WithSummary("Versions of a package with running and ended cases, newest first");
        packages.MapGet("/{key}/versions/{version:int}/files/{**path}", async (
                string key, int version, string path, ClaimsPrincipal user, PackageShelf shelf, CancellationToken ct) =>
            await shelf.FileAsync(user.Worker(), key, version, path, ct) is { } text
                ? Results.Text(text)
                : Problems.NotFound("path"))
            .WithSummary("One file of a version, as deployed");
        packages.MapGet("/{key}/migration", async (string key, int from, int to, Bulks bulks, CancellationToken ct) =>
                (await bulks.ProposeMigrationAsync(key, from, to, ct)).ToAnswer())
            .WithSummary("Which element of version 'to' stands for which of version 'from': proposed by id, name and kind, with every candidate")
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        packages.MapTags();
    }

    private static void MapTags(this RouteGroupBuilder packages)
    {
        packages.MapGet("/{key}/tags", async (string key, VersionTags tags, CancellationToken ct) =>
            TypedResults.Ok(await tags.ListAsync(key, ct))).WithSummary("Tags of a package: names of its versions");
        packages.MapGet("/{key}/tags/history", async (
                string key, ClaimsPrincipal user, VersionTags tags, CancellationToken ct, int size = 100) =>
                TypedResults.Ok(await tags.HistoryAsync(user.Worker(), key, Math.Clamp(size, 1, 1000), ct)))
            .WithSummary("Who set, moved and took away which tag, when and why, newest first");
        packages.MapPut("/{key}/tags/{tag}", async (
                string key, string tag, TagOrder order, ClaimsPrincipal user, VersionTags tags, CancellationToken ct) =>
                (await tags.SetAsync(user.Worker(), key, tag, order, ct)).ToAnswer())
            .WithSummary("Put the tag on a version, wherever it was; a reason is needed (process designers)")
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
        packages.MapPost("/{key}/tags/{tag}/remove", async (
                string key, string tag, TagRemoval removal, ClaimsPrincipal user, VersionTags tags, CancellationToken ct) =>
                (await tags.RemoveAsync(user.Worker(), key, tag, removal.Reason, ct)).ToAnswer())
            .WithSummary("Take the tag away, with a reason; cases that started by it go on (process designers)")
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity);
    }
}
