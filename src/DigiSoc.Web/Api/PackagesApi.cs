using System.Security.Claims;
using DigiSoc.Cases;
using DigiSoc.Web.Access;

namespace DigiSoc.Web.Api;

/// <summary>A package as a program sends it: path inside the package → content in base64.</summary>
internal sealed record PackageRequest(Dictionary<string, byte[]> Files);

/// <summary>Deployed packages and their versions.</summary>
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
    }
}
