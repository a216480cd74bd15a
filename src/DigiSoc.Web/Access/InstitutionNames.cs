using DigiSoc.Cases;

namespace DigiSoc.Web.Access;

/// <summary>Names of institutions for the head of the page; they change with a deployment, so they are read once.</summary>
internal sealed class InstitutionNames(People people)
{
    private Dictionary<string, LocalText>? _names;

    public async Task<LocalText?> OfAsync(string institutionId, CancellationToken ct)
    {
        if (_names?.ContainsKey(institutionId) != true)
        {
            var all = await people.InstitutionsAsync(ct);
            _names = all.ToDictionary(institution => institution.Id, institution => institution.Name, StringComparer.Ordinal);
        }

        return _names.GetValueOrDefault(institutionId);
    }
}

internal static class InstitutionNameOfRequest
{
    private static readonly object Key = new();

    public static string? InstitutionName(this HttpContext context) =>
        context.Items.TryGetValue(Key, out var name) ? Texts.Say.Text((LocalText?)name) : null;

    /// <summary>Looks the name up before the page is rendered; only for a signed-in reader.</summary>
    public static IApplicationBuilder UseInstitutionName(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        if (context.User.FindWorker() is { } worker)
        {
            var names = context.RequestServices.GetRequiredService<InstitutionNames>();
            context.Items[Key] = await names.OfAsync(worker.InstitutionId, context.RequestAborted);
        }

        await next(context);
    });
}
