using Serilog;
using Serilog.Events;
using Serilog.Formatting.Json;

namespace DigiSoc.Web.Hosting;

/// <summary>Logs: warnings to the console, everything as JSON lines to files that are kept for two weeks.</summary>
internal static class Logs
{
    public static Serilog.ILogger Create(IConfiguration configuration)
    {
        var folder = Path.Combine(configuration["Data:Folder"] ?? ProductFolders.Data, "logs");
        return new LoggerConfiguration()
            .ReadFrom.Configuration(configuration)
            .Enrich.WithMachineName()
            .WriteTo.Console(restrictedToMinimumLevel: LogEventLevel.Warning, formatProvider: System.Globalization.CultureInfo.InvariantCulture)
            .WriteTo.Async(sink => sink.File(
                new JsonFormatter(renderMessage: true),
                Path.Combine(folder, "digisoc-.jsonl"),
                rollingInterval: RollingInterval.Day,
                retainedFileCountLimit: 14,
                shared: false))
            .CreateLogger();
    }
}
