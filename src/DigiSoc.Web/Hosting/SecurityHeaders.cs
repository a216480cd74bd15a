namespace DigiSoc.Web.Hosting;

/// <summary>What the browser may do with our pages: only what comes from us, nothing written into the page itself.</summary>
internal static class SecurityHeaders
{
    // form-js and bpmn-js set styles through the object model, which the policy does not count as inline.
    // The one hash is of the style of Turbo's progress bar, which it always adds and we never show.
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self' 'sha256-WAyOw4V+FqDc35lQPyRADLBWbuNK8ahvYEaQIYF1+Ps='; img-src 'self' data:; font-src 'self'; connect-src 'self'; " +
        "frame-src 'self'; frame-ancestors 'self'; form-action 'self'; base-uri 'none'; object-src 'none'";

    public static IApplicationBuilder UseSecurityHeaders(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        return next(context);
    });

    /// <summary>Personal data stays out of every cache between us and the reader.</summary>
    public static IApplicationBuilder UseNoStore(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        context.Response.Headers.CacheControl = "no-store";
        return next(context);
    });
}
