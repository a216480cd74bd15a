using System.Diagnostics;

namespace DigiSoc.Postgres.Server;

/// <summary>Runs a program to its end, as the server's user where asked.</summary>
internal static class Command
{
    public static void Run(string file, IReadOnlyList<string> arguments, bool asServerUser = false, ServerFolder? folder = null)
    {
        var (exitCode, output) = TryRun(file, arguments, asServerUser, folder);
        if (exitCode != 0)
        {
            throw PostgresErrors.CommandFailed(
                $"{Path.GetFileName(file)} {string.Join(' ', arguments)}", exitCode, output, folder?.LogTail() ?? "(none)");
        }
    }

    public static (int ExitCode, string Output) TryRun(
        string file, IReadOnlyList<string> arguments, bool asServerUser = false, ServerFolder? folder = null)
    {
        var start = new ProcessStartInfo(file)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = folder?.Root ?? Path.GetTempPath(),
        };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["LC_ALL"] = "C";
        if (asServerUser && ServerUser.IsNeeded)
        {
            start.UserName = ServerUser.Name;
        }

        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + errors.Result);
    }
}
