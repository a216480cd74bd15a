using System.Diagnostics;

namespace DigiSoc.Web.Tests.Harness;

/// <summary><c>digisoc</c> as a shell runs it, against the running product.</summary>
internal static class CommandLine
{
    /// <summary>A command that talks to the product over HTTP.</summary>
    public static Task<(int ExitCode, string Output)> RunAsync(RunningProduct product, params string[] arguments) =>
        RunAloneAsync([.. arguments, "--server", product.Address.ToString(), "--password", Visitor.Password]);

    public static async Task<(int ExitCode, string Output)> RunAloneAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])
            [Path.Combine(AppContext.BaseDirectory, "digisoc.dll"), .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + await errors);
    }
}
