using System.Security.Claims;
using DigiSoc.Cases;

namespace DigiSoc.Web.Access;

/// <summary>A worker as the claims of a signed-in user, and back.</summary>
internal static class WorkerClaims
{
    private const string UserId = "sub";
    private const string Name = "name";
    private const string Institution = "institution";
    private const string Group = "group";

    public static ClaimsPrincipal Principal(Worker worker, string scheme)
    {
        var identity = new ClaimsIdentity(scheme, Name, Group);
        identity.AddClaim(new Claim(UserId, worker.UserId));
        identity.AddClaim(new Claim(Name, worker.Name));
        identity.AddClaim(new Claim(Institution, worker.InstitutionId));
        identity.AddClaims(worker.Groups.Select(group => new Claim(Group, group)));
        return new ClaimsPrincipal(identity);
    }

    public static string? UserIdOf(ClaimsPrincipal user) => user.FindFirst(UserId)?.Value;

    /// <summary>The worker of a signed-in request. A request past the gate always has one.</summary>
    public static Worker Worker(this ClaimsPrincipal user) => user.FindWorker()
        ?? throw new InvalidOperationException("Bug: a page that needs a worker was reached without signing in.");

    public static Worker? FindWorker(this ClaimsPrincipal user)
    {
        if (user.Identity?.IsAuthenticated != true || UserIdOf(user) is not { } id)
        {
            return null;
        }

        var groups = user.FindAll(Group).Select(claim => claim.Value).ToArray();
        return new Worker(user.FindFirst(Institution)?.Value ?? "", id, user.FindFirst(Name)?.Value ?? id, groups);
    }
}
