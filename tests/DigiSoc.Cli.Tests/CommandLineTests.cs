using System.Diagnostics;
using System.Reflection;

namespace DigiSoc.Cli.Tests;

/// <summary>The commands as a shell sees them: exit codes and what is printed.</summary>
public sealed class CommandLineTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("digisoc-cli-");

    private const string SoundTable = """
        <definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="urn:d">
          <inputData id="i" name="age"><variable name="age" typeRef="number"/></inputData>
          <decision id="x" name="x">
            <variable name="x" typeRef="string"/>
            <informationRequirement><requiredInput href="#i"/></informationRequirement>
            <decisionTable hitPolicy="UNIQUE">
              <input><inputExpression typeRef="number"><text>age</text></inputExpression></input>
              <output typeRef="string"/>
              <rule><inputEntry><text>&lt; 18</text></inputEntry><outputEntry><text>"child"</text></outputEntry></rule>
              <rule><inputEntry><text>&gt;= 18</text></inputEntry><outputEntry><text>"adult"</text></outputEntry></rule>
            </decisionTable>
          </decision>
        </definitions>
        """;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Check_SoundTable_EndsWithZero()
    {
        var file = Write("sound.dmn", SoundTable);

        var (exitCode, output) = await RunAsync("check", file);

        exitCode.ShouldBe(0, output);
    }

    [Fact]
    public async Task Check_OverlappingUniqueTable_NamesTheTableAndEndsWithOne()
    {
        var file = Write("overlap.dmn", SoundTable.Replace("&gt;= 18", "&gt; 10", StringComparison.Ordinal));

        var (exitCode, output) = await RunAsync("check", file);

        exitCode.ShouldBe(1, output);
        output.ShouldContain("DMN-");
        output.ShouldContain("overlap.dmn");
    }

    [Fact]
    public async Task Check_TextThatIsNoXml_EndsWithOne()
    {
        var file = Write("broken.bpmn", "no xml at all");

        var (exitCode, output) = await RunAsync("check", file);

        exitCode.ShouldBe(1, output);
        output.ShouldNotContain("Unhandled");
    }

    [Theory]
    [InlineData("check")]
    [InlineData("tck")]
    [InlineData("test")]
    [InlineData("deploy")]
    [InlineData("nonsense")]
    public async Task Command_WithoutItsArgument_EndsWithTwo(string command)
    {
        var (exitCode, output) = await RunAsync(command);

        exitCode.ShouldBe(2, output);
    }

    [Fact]
    public async Task Deploy_FolderWithoutManifest_SaysWhatIsExpected()
    {
        var (exitCode, output) = await RunAsync("deploy", _folder.FullName);

        exitCode.ShouldBe(2, output);
        output.ShouldContain("CLI-010");
        output.ShouldContain("package.yaml");
    }

    [Fact]
    public async Task Deploy_ServerThatIsNotThere_SaysHowToStartIt()
    {
        Write("package.yaml", "key: nothing");

        var (exitCode, output) = await RunAsync("deploy", _folder.FullName, "--server", "http://127.0.0.1:1");

        exitCode.ShouldBe(1, output);
        output.ShouldContain("CLI-012");
    }

    [Fact]
    public async Task Test_GmiBenefit_AllScenariosHold()
    {
        var root = typeof(CommandLineTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(attribute => attribute.Key == "RepositoryRoot").Value!;

        var (exitCode, output) = await RunAsync("test", Path.Combine(root, "workflows", "gmi-benefit"));

        exitCode.ShouldBe(0, output);
        output.ShouldContain(", 0 do not");
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }

    private static async Task<(int ExitCode, string Output)> RunAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
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
