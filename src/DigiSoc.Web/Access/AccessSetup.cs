using DigiSoc.Web.Hosting;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.BearerToken;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;

namespace DigiSoc.Web.Access;

/// <summary>Sign-in: a cookie for the screens, a bearer token for the API; never one in place of the other.</summary>
internal static class AccessSetup
{
    private const string Either = "DigiSoc";

    public static IServiceCollection AddAccess(this IServiceCollection services, IConfiguration configuration)
    {
        var keys = configuration["DataProtection:Folder"] ?? Path.Combine(ProductFolders.Data, "keys");
        services.AddDataProtection().SetApplicationName("DigiSoc").PersistKeysToFileSystem(new DirectoryInfo(keys));
        services.AddAuthentication(Either)
            .AddPolicyScheme(Either, null, options => options.ForwardDefaultSelector = context =>
                context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal)
                    ? BearerTokenDefaults.AuthenticationScheme
                    : CookieAuthenticationDefaults.AuthenticationScheme)
            .AddBearerToken(options =>
            {
                options.BearerTokenExpiration = TimeSpan.FromHours(1);
                options.RefreshTokenExpiration = TimeSpan.FromHours(12);
            })
            .AddCookie(SetCookie);
        services.AddTransient<IClaimsTransformation, FreshWorker>();
        services.AddAuthorization(options =>
        {
            foreach (var gate in Gate.All)
            {
                options.AddPolicy(gate.Name, policy => policy.RequireAuthenticatedUser()
                    .RequireAssertion(context => context.User.FindWorker() is { } worker && gate.LetsIn(worker)));
            }

            options.FallbackPolicy = options.DefaultPolicy;
        });
        services.AddAntiforgery(options =>
        {
            options.Cookie.Name = "digisoc-form";
            options.Cookie.SameSite = SameSiteMode.Strict;
            options.FormFieldName = "_form";
            options.SuppressXFrameOptionsHeader = true;
        });
        return services;
    }

    private static void SetCookie(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = "digisoc";
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.ExpireTimeSpan = TimeSpan.FromHours(10);
        options.SlidingExpiration = true;
        options.LoginPath = "/sign-in";
        options.LogoutPath = "/sign-out";
        options.AccessDeniedPath = "/no-access";
        options.ReturnUrlParameter = "to";
        options.Events.OnRedirectToAccessDenied = context =>
        {
            // The page of the refusal in place of the page asked for: the address stays, the status says 403.
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        };
    }
}
