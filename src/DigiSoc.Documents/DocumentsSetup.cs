using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace DigiSoc.Documents;

/// <summary>Adds <see cref="Letters"/>, <see cref="ShortTexts"/>, <see cref="DocumentStore"/> and <see cref="Dispatch"/>.</summary>
public static class DocumentsSetup
{
    /// <remarks>Needs an <c>NpgsqlDataSource</c> that connects as the application's role; uses the registered
    /// <see cref="TimeProvider"/>, or the system's.</remarks>
    /// <exception cref="ArgumentException">An option is out of its range (DOC-050).</exception>
    public static IServiceCollection AddDocuments(this IServiceCollection services, DocumentsOptions options)
    {
        Check(options);
        services.AddHttpClient(nameof(Dispatch));
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options);
        services.AddSingleton<Letters>();
        services.AddSingleton<ShortTexts>();
        services.AddSingleton<DocumentStore>();
        services.AddSingleton<Dispatch>();
        return services;
    }

    private static void Check(DocumentsOptions o)
    {
        Require(o.TypesettingTimeout >= TimeSpan.FromSeconds(1) && o.TypesettingTimeout <= TimeSpan.FromMinutes(10),
            nameof(o.TypesettingTimeout), "00:00:01–00:10:00", o.TypesettingTimeout);
        Require(o.QueueLength is >= 1 and <= 100_000, nameof(o.QueueLength), "1–100000", o.QueueLength);
        Require(o.GatewayTimeout >= TimeSpan.FromMilliseconds(100) && o.GatewayTimeout <= TimeSpan.FromMinutes(5),
            nameof(o.GatewayTimeout), "00:00:00.1–00:05:00", o.GatewayTimeout);
        Require(o.GatewayAttempts is >= 1 and <= 10, nameof(o.GatewayAttempts), "1–10", o.GatewayAttempts);
    }

    private static void Require(bool holds, string option, string expected, object found)
    {
        if (!holds)
        {
            throw new ArgumentException(DocumentErrors.WrongOptionText(option, expected, found));
        }
    }
}
