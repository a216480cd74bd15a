using System.Diagnostics;
using System.Reflection;
using System.Text;

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
    public async Task Check_EmptyName_IsWrongUsage()
    {
        var (exitCode, output) = await RunAsync("check", "");

        exitCode.ShouldBe(2, output);
        output.ShouldContain("CLI-002");
    }

    // What a model offers to another one beside it is used there.
    [Fact]
    public async Task Check_ModelThatAnotherImports_IsNotToldToBeUnused()
    {
        var library = Write("library.dmn", SoundTable.Replace(
            "<decision ", "<itemDefinition name=\"tOffered\"><typeRef>number</typeRef></itemDefinition><decision ", StringComparison.Ordinal));

        var (_, alone) = await RunAsync("check", library);
        Write("user.dmn", """
            <definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="u" name="u" namespace="urn:u">
              <import name="lib" namespace="urn:d" importType="https://www.omg.org/spec/DMN/20191111/MODEL/"/>
            </definitions>
            """);
        var (exitCode, beside) = await RunAsync("check", library);

        alone.ShouldContain("DMN-036 warning");
        exitCode.ShouldBe(0, beside);
        beside.ShouldContain("0 warnings");
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
    public async Task Check_MoreFindingsOfOneKindThanAreRead_TellsHowManyMore()
    {
        var decisions = string.Concat(Enumerable.Range(1, 250)
            .Select(at => $"<inputData id=\"i{at}\" name=\"i{at}\"><variable name=\"i{at}\"/></inputData>"));
        var file = Write("many.dmn", SoundTable.Replace("</definitions>", decisions + "</definitions>", StringComparison.Ordinal));

        var (exitCode, output) = await RunAsync("check", file);

        exitCode.ShouldBe(0, output);
        output.Split("DMN-026 warning").Length.ShouldBe(1 + 100);
        output.ShouldContain("many.dmn: DMN-026: and 150 more of this kind");
        output.ShouldContain("0 errors, 250 warnings");
    }

    [Fact]
    public async Task Check_OneWarningAndANote_AreCountedApartAndInTheSingular()
    {
        var unused = "<inputData id=\"u\" name=\"u\"><variable name=\"u\"/></inputData></definitions>";
        var file = Write("noted.dmn", SoundTable.Replace("&lt; 18", "? &lt; 18 and ? &lt; age", StringComparison.Ordinal)
            .Replace("UNIQUE", "FIRST", StringComparison.Ordinal).Replace("</definitions>", unused, StringComparison.Ordinal));

        var (exitCode, output) = await RunAsync("check", file);

        exitCode.ShouldBe(0, output);
        output.ShouldContain("noted.dmn: deployable, 0 errors, 1 warning, 1 note");
        output.ShouldContain("check: 1 file, 1 deployable, 0 refused");
    }

    [Fact]
    public async Task Check_TextThatIsNoXml_EndsWithOne()
    {
        var file = Write("broken.bpmn", "no xml at all");

        var (exitCode, output) = await RunAsync("check", file);

        exitCode.ShouldBe(1, output);
        output.ShouldNotContain("Unhandled");
    }

    private const string Model = """
        <?xml version="1.0" encoding="ENCODING"?>
        <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="t"><process id="p" name="Pabalsts €"><startEvent id="s"/><userTask id="t"/>
        <sequenceFlow id="f" sourceRef="s" targetRef="t"/></process></definitions>
        """;

    [Theory]
    [InlineData("utf-8", "UTF-8")]
    [InlineData("utf-16", "UTF-16")]
    [InlineData("utf-16BE", "UTF-16")]
    [InlineData("windows-1257", "windows-1257")]
    [InlineData("macintosh", "MacRoman")]
    [InlineData("utf-8", "utf8")]
    [InlineData("iso-8859-15", "ISO8859_15")]
    [InlineData("windows-1252", "Cp1252")]
    public async Task CheckAndDrive_ModelInAnyEncoding_CanBeDeployedAndPlayed(string encoding, string declared)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var file = Write("model.bpmn", "");
        await File.WriteAllBytesAsync(file, Encoding.GetEncoding(encoding).GetBytes(Model.Replace("ENCODING", declared, StringComparison.Ordinal)), TestContext.Current.CancellationToken);

        var (checkedWith, verdict) = await RunAsync("check", file);
        var (playedWith, play) = await RunAsync("drive", "--seed", "1", file);

        checkedWith.ShouldBe(0, verdict);
        verdict.ShouldContain("deployable");
        playedWith.ShouldBe(0, play);
        play.ShouldContain("seed 1");
        play.ShouldContain("ended after");
    }

    [Fact]
    public async Task CheckAndDrive_SoundAndRefusedFilesTogether_TellOfEach()
    {
        var sound = Write("sound.bpmn", Model.Replace("ENCODING", "UTF-8", StringComparison.Ordinal));
        var refused = Write("refused.bpmn", Model.Replace("ENCODING", "UTF-8", StringComparison.Ordinal).Replace("userTask", "complexGateway", StringComparison.Ordinal));
        var empty = Write("empty.bpmn", "");
        var entity = Write("entity.bpmn", "<!DOCTYPE a [<!ENTITY e SYSTEM \"x\">]><definitions/>");
        var binary = Path.Combine(_folder.FullName, "binary.bpmn");
        await File.WriteAllBytesAsync(binary, [0xFF, 0x00, 0x13, 0x88], TestContext.Current.CancellationToken);

        var dropped = Write("dropped.bpmn", "<?xml version=\"1.0\" encoding=\"UTF-7\"?><definitions/>");

        var (exitCode, output) = await RunAsync("check", sound, refused, empty, entity, binary, dropped);
        var (driven, play) = await RunAsync("drive", sound, refused, empty, entity, binary);

        exitCode.ShouldBe(1, output);
        output.ShouldContain("sound.bpmn: deployable");
        output.ShouldContain("BPMN-012 error: complexGateway `t`");
        output.ShouldContain("BPMN-001");
        output.ShouldContain("BPMN-002");
        output.ShouldContain("CLI-006");
        output.ShouldContain("the file says it is written in `UTF-7`");
        output.ShouldContain("6 files, 1 deployable, 5 refused");
        driven.ShouldBe(1, play);
        play.ShouldContain("4 files refused; 1 process ended");
    }

    [Fact]
    public async Task Drive_ConditionsWithoutData_TellsWhatItMadeUp()
    {
        var file = Write("gate.bpmn", """
            <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="t"><process id="p"><startEvent id="s"/><exclusiveGateway id="g"/><endEvent id="a"/><endEvent id="b"/>
            <sequenceFlow id="f" sourceRef="s" targetRef="g"/><sequenceFlow id="low" sourceRef="g" targetRef="a"><conditionExpression>=income &lt; 377</conditionExpression></sequenceFlow>
            <sequenceFlow id="high" sourceRef="g" targetRef="b"><conditionExpression>=income &gt;= 377</conditionExpression></sequenceFlow></process></definitions>
            """);

        var (exitCode, output) = await RunAsync("drive", "--seed", "5", file);

        exitCode.ShouldBe(0, output);
        output.ShouldContain("needs data: income at exclusiveGateway `g`");
        output.ShouldContain("1 process ended");
    }

    [Theory]
    [InlineData("check")]
    [InlineData("drive")]
    public async Task Command_FileThatIsNotThere_EndsWithTwo(string command)
    {
        var (exitCode, output) = await RunAsync(command, Path.Combine(_folder.FullName, "nothing.bpmn"));

        exitCode.ShouldBe(2, output);
        output.ShouldContain("CLI-002");
    }

    [Theory]
    [InlineData("check")]
    [InlineData("drive")]
    [InlineData("tck")]
    [InlineData("test")]
    [InlineData("deploy")]
    [InlineData("bench")]
    [InlineData("explain")]
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

    [Theory]
    [InlineData("--lv", "2. noteikums ir piemērojams: age = 20 (noteikumā prasīts: vismaz 18).")]
    [InlineData("--en", "Rule 2 applies: age is 20, and the rule asks for at least 18.")]
    [InlineData("--json", "\"asked\":\"x\"")]
    [InlineData(null, "Result of “x”: “adult”.")]
    public async Task Explain_Decision_TellsHowItCameToThat(string? form, string expected)
    {
        var model = Write("table.dmn", SoundTable);
        var input = Write("input.json", "{\"age\": 20}");
        string[] arguments = ["explain", model, "--decision", "x", "--input", input];

        var (exitCode, output) = await RunAsync([.. arguments, .. form is null ? Array.Empty<string>() : [form]]);

        exitCode.ShouldBe(0, output);
        output.ShouldContain(expected);
    }

    [Fact]
    public async Task Explain_NoResult_TellsTheCausesAndHowManyMore()
    {
        var model = Write("causes.dmn", """
            <definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="urn:d">
              <decision id="x" name="x"><variable name="x" typeRef="number"/><literalExpression><text>for i in 1..120 return i / 0</text></literalExpression></decision>
            </definitions>
            """);

        var (exitCode, output) = await RunAsync("explain", model, "--decision", "x");

        exitCode.ShouldBe(1, output);
        output.ShouldContain("FEEL-107");
        output.ShouldContain("and 21 more causes");
    }

    [Theory]
    [InlineData("CLI-052", "x.dmn", "y", "{}")]
    [InlineData("CLI-050", "x.dmn", "x", "[1]")]
    [InlineData("CLI-050", "x.dmn", "x", "{")]
    [InlineData("CLI-051", "other.dmn", "x", "{}")]
    [InlineData("CLI-002", "missing.dmn", "x", "{}")]
    [InlineData("CLI-053", "x.dmn", "x", "{}", "--now", "noon")]
    [InlineData("CLI-054", "x.dmn", "x", "{}", "--lv", "--en")]
    public async Task Explain_WrongUsage_EndsWithTwo(string code, string model, string decision, string input, params string[] more)
    {
        Write("x.dmn", SoundTable);
        Write("other.dmn", "no model");
        var inputs = Write("input.json", input);

        var (exitCode, output) = await RunAsync(["explain", Path.Combine(_folder.FullName, model), "--decision", decision, "--input", inputs, .. more]);

        exitCode.ShouldBe(2, output);
        output.ShouldContain(code);
    }

    private static string KitCase(string model, string id, string expected) =>
        $"""
        <testCases xmlns="http://www.omg.org/spec/DMN/20160719/testcase" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><modelName>{model}</modelName>
          <testCase id="{id}"><inputNode name="age"><value xsi:type="xsd:decimal">20</value></inputNode>
            <resultNode name="x"><expected><value xsi:type="xsd:string">{expected}</value></expected></resultNode></testCase></testCases>
        """;

    [Fact]
    public async Task Tck_FolderWithGoodBadAndBrokenFiles_CountsThemAllAndEndsWithOne()
    {
        Write("level/0001-a/0001-a.dmn", SoundTable);
        Write("level/0001-a/0001-a-test-01.xml", KitCase("0001-a.dmn", "ā \u00e9", "adult"));
        Write("level/0002-b/0002-b.dmn", SoundTable);
        Write("level/0002-b/0002-b-test-01.xml", KitCase("0002-b.dmn", "1", "child"));
        Write("level/0003-c/0003-c.dmn", "no model");
        Write("level/0003-c/0003-c-test-01.xml", KitCase("0003-c.dmn", "1", "adult"));
        Write("level/0004-d/0004-d-test-01.xml", "no test file");
        Write("level/0005-e/0005-e-test-01.xml", KitCase("0005-e.dmn", "1", "adult"));
        Write("level/0006-no-tests/0006.dmn", SoundTable);
        var report = Path.Combine(_folder.FullName, "report.csv");

        var (exitCode, output) = await RunAsync("tck", Path.Combine(_folder.FullName, "level"), "--report", report);

        exitCode.ShouldBe(1, output);
        output.TrimEnd().ShouldEndWith("TCK: cases 1/5, folders 1/5");
        (await File.ReadAllLinesAsync(report, TestContext.Current.CancellationToken)).ShouldBe(
        [
            "\"level/0001-a\",\"0001-a-test-01\",\"ā \u00e9\",\"SUCCESS\",\"\"",
            "\"level/0002-b\",\"0002-b-test-01\",\"1\",\"ERROR\",\"\"",
            "\"level/0003-c\",\"0003-c-test-01\",\"1\",\"ERROR\",\"\"",
            "\"level/0004-d\",\"0004-d-test-01\",\"\",\"ERROR\",\"\"",
            "\"level/0005-e\",\"0005-e-test-01\",\"1\",\"ERROR\",\"\"",
        ]);
    }

    [Fact]
    public async Task Tck_AllCasesPass_EndsWithZero()
    {
        Write("level/0001-a/0001-a.dmn", SoundTable);
        Write("level/0001-a/0001-a-test-01.xml", KitCase("0001-a.dmn", "1", "adult"));

        var (exitCode, output) = await RunAsync("tck", Path.Combine(_folder.FullName, "level", "0001-a"));

        exitCode.ShouldBe(0, output);
        output.Trim().ShouldBe("TCK: cases 1/1, folders 1/1");
    }

    [Fact]
    public async Task Tck_NothingToRunOrNowhereToWrite_EndsWithTwo()
    {
        var (none, nothing) = await RunAsync("tck", _folder.FullName);
        Write("level/0001-a/0001-a.dmn", SoundTable);
        Write("level/0001-a/0001-a-test-01.xml", KitCase("0001-a.dmn", "1", "adult"));
        var (unwritten, output) = await RunAsync("tck", _folder.FullName, "--report", Path.Combine(_folder.FullName, "not", "there.csv"));

        none.ShouldBe(2, nothing);
        nothing.ShouldContain("CLI-007");
        unwritten.ShouldBe(2, output);
        output.ShouldContain("CLI-008");
        output.ShouldContain("TCK: cases 1/1, folders 1/1");
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder.FullName, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
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
