using System.Text.Json;
using System.Text.Json.Serialization;
using DigiSoc.Web.Hosting;
using Microsoft.AspNetCore.Diagnostics;

namespace DigiSoc.Web.Api;

/// <summary>The REST API under <c>/api/v1</c>: the same services, gates and audit as the screens.</summary>
internal static class ApiSetup
{
    public const string Root = "/api/v1";

    public static IServiceCollection AddApi(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(options =>
        {
            options.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower));
            options.SerializerOptions.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
            options.SerializerOptions.DemandRequiredMembers();
        });
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        services.AddOpenApi("v1", OpenApiDescription.Describe);
        return services;
    }

    public static WebApplication MapApi(this WebApplication app)
    {
        app.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();
        var api = app.MapGroup(Root).DisableAntiforgery();
        api.MapTokens();
        api.MapApplications();
        api.MapTasks();
        api.MapCases();
        api.MapProcesses();
        api.MapPost();
        api.MapAbsences();
        api.MapStaff();
        api.MapDeadlines();
        api.MapPackages();
        api.MapIncidents();
        api.MapHolds();
        api.MapBulks();
        api.MapAccess();
        api.MapFallback(context => Problems.NotFound("resource").ExecuteAsync(context)).ExcludeFromDescription();
        return app;
    }

    /// <summary>Answers every failure with problem details in place of a page; for the branch of requests that are no screens.</summary>
    public static IApplicationBuilder UseApiProblems(this IApplicationBuilder api)
    {
        api.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandler = AnswerFailureAsync });
        return api.UseStatusCodePages(context => Problems.OfStatus(context.HttpContext).ExecuteAsync(context.HttpContext));
    }

    private static Task AnswerFailureAsync(HttpContext context)
    {
        var failure = context.Features.Get<IExceptionHandlerFeature>()?.Error;
        if (DatabaseAway.IsCauseOf(failure))
        {
            context.Response.Headers.RetryAfter = DatabaseAway.RetryAfter;
            return Problems.TryAgain().ExecuteAsync(context);
        }

        var problem = failure is BadHttpRequestException unreadable
            ? Problems.Unreadable(unreadable)
            : Problems.OurFault(context.TraceIdentifier);
        return problem.ExecuteAsync(context);
    }
}
