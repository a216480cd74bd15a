using DigiSoc.Cases;
using DigiSoc.Web.Access;
using Microsoft.AspNetCore.Authentication.BearerToken;

namespace DigiSoc.Web.Api;

/// <summary>Name and password of a demonstration user.</summary>
internal sealed record TokenRequest(string User, string Password);

/// <summary>Access tokens: one call.</summary>
internal static class TokensApi
{
    public static void MapTokens(this RouteGroupBuilder api) =>
        api.MapPost("/token", SignInAsync)
            .AllowAnonymous()
            .WithTags("Access")
            .WithSummary("Get an access token for a demonstration user")
            .Produces<AccessTokenResponse>()
            .ProducesProblem(StatusCodes.Status401Unauthorized);

    private static async Task<IResult> SignInAsync(TokenRequest request, People people, CancellationToken ct)
    {
        var worker = await people.SignInAsync(request.User, request.Password, ct);
        return worker is null
            ? Problems.WrongSignIn()
            : TypedResults.SignIn(
                WorkerClaims.Principal(worker, BearerTokenDefaults.AuthenticationScheme),
                authenticationScheme: BearerTokenDefaults.AuthenticationScheme);
    }
}
