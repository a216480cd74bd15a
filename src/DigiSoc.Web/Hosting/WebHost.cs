using DigiSoc.Web.Access;
using DigiSoc.Web.Api;
using DigiSoc.Web.Hosting.Measuring;
using DigiSoc.Web.Pages;
using DigiSoc.Web.Pages.Problems;
using DigiSoc.Web.Parts;
using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.FileProviders;
using Serilog;

namespace DigiSoc.Web.Hosting;

/// <summary>Puts the host together: services, the way of a request, pages and API.</summary>
internal static class WebHost
{
    /// <param name="builder">Has the configuration.</param>
    /// <param name="surroundings">Database and registers, running.</param>
    /// <param name="metrics">Hears since the program began; belongs to the host from now on.</param>
    public static WebApplication Build(WebApplicationBuilder builder, Surroundings surroundings, Metrics metrics)
    {
        var logger = Logs.Create(builder.Configuration);
        builder.Logging.ClearProviders().AddSerilog(logger, dispose: true);
        builder.WebHost.ConfigureKestrel(server =>
        {
            server.AddServerHeader = false;
            server.Limits.MaxRequestBodySize = 4 * 1024 * 1024;
        });
        AddServices(builder, surroundings, metrics);
        var app = builder.Build();
        UseWay(app);
        MapAll(app);
        return app;
    }

    private static void AddServices(WebApplicationBuilder builder, Surroundings surroundings, Metrics metrics)
    {
        var services = builder.Services;
        services.AddSingleton(TimeProvider.System);
        services.AddProduct(builder.Configuration, surroundings);
        services.AddAccess(builder.Configuration);
        services.AddRazorComponents();
        services.AddHttpContextAccessor();
        services.AddCascadingAuthenticationState();
        services.AddSingleton<Assets>();
        services.AddSingleton<InstitutionNames>();
        services.AddSingleton(metrics);
        services.AddApi();
        services.AddHealthChecks().AddCheck<DatabaseHealth>("database", tags: ["ready"]);
        services.AddResponseCompression(options => options.MimeTypes = ["text/css", "text/javascript", "application/javascript", "image/svg+xml"]);
        services.Configure<GzipCompressionProviderOptions>(options => options.Level = System.IO.Compression.CompressionLevel.Optimal);
        services.Configure<RequestLocalizationOptions>(options =>
        {
            // Latvian unless the reader chose otherwise; dates and numbers are Latvian in both.
            options.SetDefaultCulture("lv-LV").AddSupportedCultures("lv-LV").AddSupportedUICultures("lv", "en");
            options.DefaultRequestCulture = new RequestCulture("lv-LV", "lv");
            options.RequestCultureProviders = [new CookieRequestCultureProvider()];
        });
    }

    private static void UseWay(WebApplication app)
    {
        app.UseRequestLocalization();
        app.UseSecurityHeaders();
        app.UseResponseCompression();
        UseFiles(app);
        app.UseNoStore();
        app.UseWhen(IsScreen, screens => screens.UseProblemPages());
        app.UseWhen(context => !IsScreen(context), api => api.UseApiProblems());
        app.UseRouting();
        app.UseAuthentication();
        app.UseInstitutionName();
        app.UseAuthorization();
        app.UseAntiforgery();
        app.UseFlash();
    }

    private static void UseFiles(WebApplication app)
    {
        // The name of a bundle changes with its content; the other files do not.
        app.UseStaticFiles(new StaticFileOptions
        {
            FileProvider = new PhysicalFileProvider(app.Environment.WebRootPath),
            OnPrepareResponse = file => file.Context.Response.Headers.CacheControl =
                file.Context.Request.Path.StartsWithSegments("/assets", StringComparison.Ordinal)
                    ? "public, max-age=31536000, immutable"
                    : "public, max-age=3600",
        });
    }

    private static void MapAll(WebApplication app)
    {
        app.MapHealthChecks("/health/live", new() { Predicate = _ => false }).AllowAnonymous();
        app.MapHealthChecks("/health/ready", new() { Predicate = check => check.Tags.Contains("ready") }).AllowAnonymous();
        app.MapGet("/metrics", (Metrics metrics) => Results.Text(metrics.Write(), PrometheusText.MediaType)).AllowAnonymous();
        AllPages.Map(app);
        app.MapApi();
        app.MapFallback(context =>
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }).AllowAnonymous();
    }

    private static bool IsScreen(HttpContext context) =>
        !context.Request.Path.StartsWithSegments("/api", StringComparison.Ordinal)
        && !context.Request.Path.StartsWithSegments("/openapi", StringComparison.Ordinal)
        && !context.Request.Path.StartsWithSegments("/health", StringComparison.Ordinal);
}
