using System.Diagnostics;

namespace DigiSoc.Cli.Tests;

/// <summary><c>digisoc bench</c> as a shell sees it; the measurements themselves are replaced by a small program.</summary>
public sealed class BenchTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("digisoc-bench-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Bench_InsideAClone_RunsTheMeasurementsThereAndEndsAsTheyDo()
    {
        Write("tests/DigiSoc.Benchmarks/DigiSoc.Benchmarks.csproj", """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework></PropertyGroup>
            </Project>
            """);
        Write("tests/DigiSoc.Benchmarks/Program.cs", """
            System.Console.WriteLine($"measured [{string.Join("|", args)}] in {System.Environment.CurrentDirectory}");
            return 3;
            """);
        var below = Directory.CreateDirectory(Path.Combine(_folder.FullName, "docs", "engine"));

        var (exitCode, output) = await RunAsync(below.FullName, "bench", "engine", "only=limit", "seconds=2");

        exitCode.ShouldBe(3, output);
        output.ShouldContain("measured [engine|only=limit|seconds=2]");
    }

    [Fact]
    public async Task Bench_OutsideAClone_SaysWhereItLookedAndWhatToDo()
    {
        var (exitCode, output) = await RunAsync(_folder.FullName, "bench", "feel");
        var (named, told) = await RunAsync(_folder.FullName, "bench", "feel", "--clone", _folder.FullName);

        exitCode.ShouldBe(2, output);
        output.ShouldContain("CLI-030");
        output.ShouldContain(_folder.Name);
        output.ShouldContain("--clone");
        named.ShouldBe(2, told);
        told.ShouldContain("CLI-030");
    }

    [Theory]
    [InlineData("seconds", "CLI-031")]
    [InlineData("=2", "CLI-031")]
    public async Task Bench_SettingWithoutNameOrValue_IsRefused(string setting, string code)
    {
        var (exitCode, output) = await RunAsync(_folder.FullName, "bench", "engine", setting);

        exitCode.ShouldBe(2, output);
        output.ShouldContain(code);
    }

    [Fact]
    public async Task Bench_OtherSubject_NamesThePossible()
    {
        var (exitCode, output) = await RunAsync(_folder.FullName, "bench", "weather");

        exitCode.ShouldBe(2, output);
        output.ShouldContain("engine");
        output.ShouldContain("workplace");
    }

    private void Write(string name, string text)
    {
        var path = Path.Combine(_folder.FullName, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder };
        foreach (var argument in (string[])[Path.Combine(AppContext.BaseDirectory, "digisoc.dll"), .. arguments])
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
