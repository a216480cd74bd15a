using System.Security.Claims;
using DigiSoc.Cases;
using Microsoft.AspNetCore.Authentication;

namespace DigiSoc.Web.Access;

/// <summary>Takes name, institution and groups from the records at each request, so that a right taken away ends at once.</summary>
internal sealed class FreshWorker(People people) : IClaimsTransformation
{
    public async Task<ClaimsPrincipal> TransformAsync(ClaimsPrincipal principal)
    {
        if (principal.Identity is not ClaimsIdentity { IsAuthenticated: true } identity
            || WorkerClaims.UserIdOf(principal) is not { } userId)
        {
            return principal;
        }

        var worker = await people.FindAsync(userId, CancellationToken.None);
        return worker is null
            ? new ClaimsPrincipal(new ClaimsIdentity())
            : WorkerClaims.Principal(worker, identity.AuthenticationType ?? "digisoc");
    }
}
