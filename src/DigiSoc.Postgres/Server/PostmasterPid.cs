using System.Diagnostics;
using System.Globalization;

namespace DigiSoc.Postgres.Server;

/// <summary>What a running server writes about itself: its process and its port.</summary>
internal sealed record PostmasterPid(int ProcessId, int Port)
{
    /// <summary>Null when no server runs on the folder; a file left by a killed server counts as none.</summary>
    public static PostmasterPid? Read(ServerFolder folder)
    {
        string[] lines;
        try
        {
            lines = File.ReadAllLines(folder.PidFile);
        }
        catch (IOException)
        {
            return null; // The file goes away when the server stops; between two looks at it that is an answer too.
        }

        return lines.Length >= 4
            && int.TryParse(lines[0], CultureInfo.InvariantCulture, out var processId)
            && int.TryParse(lines[3], CultureInfo.InvariantCulture, out var port)
            && IsPostgres(processId)
                ? new PostmasterPid(processId, port)
                : null;
    }

    private static bool IsPostgres(int processId)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
            return process.ProcessName.StartsWith("postgres", StringComparison.OrdinalIgnoreCase);
        }
        catch (ArgumentException)
        {
            return false; // No such process.
        }
    }
}
