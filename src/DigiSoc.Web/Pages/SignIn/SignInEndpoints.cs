using DigiSoc.Cases;
using DigiSoc.Web.Access;
using DigiSoc.Web.Layout;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.Mvc;

namespace DigiSoc.Web.Pages.SignIn;

/// <summary>Signing in and out, and the choice of language.</summary>
internal static class SignInEndpoints
{
    public static void Map(IEndpointRouteBuilder app)
    {
        app.MapGet("/sign-in", ShowAsync).AllowAnonymous();
        app.MapPost("/sign-in", SignInAsync).AllowAnonymous();
        app.MapPost("/sign-out", SignOutAsync).AllowAnonymous();
        app.MapPost("/language", ChooseLanguage).AllowAnonymous();
        app.MapGet("/", (HttpContext context) => Results.LocalRedirect(Navigation.Start(context.User.Worker())));
    }

    private static async Task<RazorComponentResult> ShowAsync(People people, string? to, CancellationToken ct) =>
        Page.Of<SignInPage>(new { Accounts = await people.DemoUsersAsync(ct), To = Local(to) });

    private static async Task<IResult> SignInAsync(
        HttpContext context, People people, [FromForm] string? user, [FromForm] string? password, [FromForm] string? to, CancellationToken ct)
    {
        var worker = await people.SignInAsync(user ?? "", password ?? "", ct);
        if (worker is null)
        {
            var again = new { Accounts = await people.DemoUsersAsync(ct), To = Local(to), User = user, Failed = true };
            return Page.Of<SignInPage>(again, StatusCodes.Status422UnprocessableEntity);
        }

        var scheme = CookieAuthenticationDefaults.AuthenticationScheme;
        await context.SignInAsync(scheme, WorkerClaims.Principal(worker, scheme));
        return Results.LocalRedirect(Local(to));
    }

    private static async Task<IResult> SignOutAsync(HttpContext context, [FromForm(Name = "_form")] string? form)
    {
        await context.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
        context.Response.Headers["Clear-Site-Data"] = "\"cache\"";
        return Results.LocalRedirect("/sign-in");
    }

    private static RedirectHttpResult ChooseLanguage(HttpContext context, [FromForm] string? language, [FromForm] string? back)
    {
        var culture = new RequestCulture("lv-LV", language == "en" ? "en" : "lv");
        context.Response.Cookies.Append(
            CookieRequestCultureProvider.DefaultCookieName,
            CookieRequestCultureProvider.MakeCookieValue(culture),
            new CookieOptions { MaxAge = TimeSpan.FromDays(365), IsEssential = true, HttpOnly = true, SameSite = SameSiteMode.Lax });
        return TypedResults.LocalRedirect(Local(back));
    }

    /// <summary>Only an address of our own; anything else leads to the start.</summary>
    private static string Local(string? address) =>
        address is ['/', ..] && !address.StartsWith("//", StringComparison.Ordinal) && !address.StartsWith("/\\", StringComparison.Ordinal)
            ? address
            : "/";
}
