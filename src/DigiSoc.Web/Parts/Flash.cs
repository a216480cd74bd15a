using Microsoft.AspNetCore.DataProtection;

namespace DigiSoc.Web.Parts;

/// <summary>A sentence for the next page: what was just done, or why not. Kept in a sealed cookie for one showing.</summary>
internal static class Flash
{
    private const string Cookie = "digisoc-notice";
    private static readonly object Taken = new();

    public static void Done(this HttpContext context, string text) => Put(context, "success", text);

    public static void Refused(this HttpContext context, string text) => Put(context, "danger", text);

    /// <summary>Kind: "success", "warning", "danger". Several lines: the first is the sentence, the others its points.</summary>
    public static void Tell(this HttpContext context, string kind, string text) => Put(context, kind, text);

    /// <summary>The waiting sentence and its kind ("success", "warning", "danger"); null when there is none. Reading takes it away.</summary>
    public static (string Kind, string Text)? Take(HttpContext context)
    {
        if (context.Items.TryGetValue(Taken, out var kept))
        {
            return ((string, string)?)kept;
        }

        var notice = Read(context);
        context.Items[Taken] = notice;
        return notice;
    }

    /// <summary>Deletes the cookie of a notice that this response shows; called before the response has begun.</summary>
    public static IApplicationBuilder UseFlash(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        if (HttpMethods.IsGet(context.Request.Method)
            && context.Request.Cookies.ContainsKey(Cookie)
            && context.Request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal))
        {
            Take(context);
            context.Response.Cookies.Delete(Cookie);
        }

        return next(context);
    });

    private static (string Kind, string Text)? Read(HttpContext context)
    {
        if (context.Request.Cookies[Cookie] is not { Length: > 0 } value)
        {
            return null;
        }

        try
        {
            var parts = Seal(context).Unprotect(value).Split('\n', 2);
            return (parts[0], parts[1]);
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            // Sealed with a key that is gone: an old notice nobody misses.
            return null;
        }
    }

    private static void Put(HttpContext context, string kind, string text) => context.Response.Cookies.Append(
        Cookie,
        Seal(context).Protect(kind + "\n" + text),
        new CookieOptions { HttpOnly = true, SameSite = SameSiteMode.Strict, MaxAge = TimeSpan.FromMinutes(5), IsEssential = true });

    private static IDataProtector Seal(HttpContext context) =>
        context.RequestServices.GetRequiredService<IDataProtectionProvider>().CreateProtector("notice");
}
