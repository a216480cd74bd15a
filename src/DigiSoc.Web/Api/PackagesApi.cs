using System.Security.Claims;
using DigiSoc.Cases;
using DigiSoc.Web.Access;

namespace DigiSoc.Web.Api;

/// <summary>Deployed packages and their versions.</summary>
internal static class PackagesApi
{
    public static void MapPackages(this RouteGroupBuilder api)
    {
        var packages = api.MapGroup("/packages").RequireAuthorization(Gate.Packages.Name).WithTags("Packages");
        packages.MapGet("/", async (ClaimsPrincipal user, PackageShelf shelf, CancellationToken ct) =>
            TypedResults.Ok(await shelf.ListAsync(user.Worker(), ct))).WithSummary("Deployed packages");
        packages.MapGet("/{key}/versions", async (string key, ClaimsPrincipal user, PackageShelf shelf, CancellationToken ct) =>
            TypedResults.Ok(await shelf.VersionsAsync(user.Worker(), key, ct)))
            .WithSummary("Versions of a package with running and ended cases, newest first");
        packages.MapGet("/{key}/versions/{version:int}/files/{**path}", async (
                string key, int version, string path, ClaimsPrincipal user, PackageShelf shelf, CancellationToken ct) =>
            await shelf.FileAsync(user.Worker(), key, version, path, ct) is { } text
                ? Results.Text(text)
                : Problems.NotFound("path"))
            .WithSummary("One file of a version, as deployed");
    }
}
