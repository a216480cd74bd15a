using System.Diagnostics;
using DigiSoc.Web.Hosting;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Diagnostics;

namespace DigiSoc.Web.Pages.Problems;

/// <summary>Pages in place of an empty answer: not found, no access, a failure, an expired form.</summary>
internal static class ProblemPages
{
    public static void UseProblemPages(this IApplicationBuilder app)
    {
        app.UseExceptionHandler(failure => failure.Run(ShowFailureAsync));
        app.UseStatusCodePages(context => ShowStatusAsync(context.HttpContext));
    }

    public static Task ShowStatusAsync(HttpContext context) => context.Response.StatusCode switch
    {
        StatusCodes.Status404NotFound => ShowAsync(context, "Missing"),
        StatusCodes.Status403Forbidden => ShowAsync(context, "NoAccess"),
        StatusCodes.Status400BadRequest => ShowAsync(context, "Expired"),
        _ => Task.CompletedTask,
    };

    private static Task ShowFailureAsync(HttpContext context)
    {
        var failure = context.Features.Get<IExceptionHandlerFeature>()?.Error;
        if (failure is AntiforgeryValidationException or BadHttpRequestException)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return ShowAsync(context, "Expired");
        }

        if (DatabaseAway.IsCauseOf(failure))
        {
            context.Response.Headers.RetryAfter = DatabaseAway.RetryAfter;
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return ShowAsync(context, "Away");
        }

        context.Response.StatusCode = StatusCodes.Status500InternalServerError;
        return ShowAsync(context, "Failed", Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier);
    }

    private static Task ShowAsync(HttpContext context, string kind, string? trace = null) =>
        Page.Of<ProblemPage>(new { Kind = kind, Trace = trace }, context.Response.StatusCode).ExecuteAsync(context);
}
