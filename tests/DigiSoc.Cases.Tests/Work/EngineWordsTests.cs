using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using DigiSoc.Bpmn;
using DigiSoc.Cases.Work;
using DigiSoc.Feel;
using DigiSoc.Runtime;

namespace DigiSoc.Cases.Tests.Work;

public sealed class EngineWordsTests
{
    private const string Bpmn =
        """
        <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="urn:t"><process id="main" isExecutable="true">
          <startEvent id="s"/><sequenceFlow id="f" sourceRef="s" targetRef="sub"/><subProcess id="sub"><userTask id="vote"/></subProcess>
        </process></definitions>
        """;

    private static readonly ProcessModel Model = ProcessModel.Compile(BpmnReader.Read(Bpmn).Document!, "main", ProcessResources.None).Model!;

    private static readonly InstanceState State =
        Interpreter.Advance(Model, InstanceState.New, new StartInstance(FeelContext.Empty), DateTimeOffset.UnixEpoch).State;

    private static readonly object[] Samples =
    [
        4711, 4712L, Guid.Parse("0195f7a0-0000-7000-8000-000000000001"), DateTimeOffset.UnixEpoch, TimeSpan.FromMinutes(7), new TimeoutException(),
        Model, State, Model.Find("vote")!, State.Waits[0], State.Elements[0], new FireTimer(4713), new ResumeInstance("why"),
        FeelValue.Of("the-value"), FeelExpression.Parse("missing").Expression!.Evaluate(FeelContext.Empty, new FeelEnvironment(DateTimeOffset.UnixEpoch)),
        new[] { "the-first", "the-second" }, new long[] { 4714, 4715 },
    ];

    /// <summary>Every text that the runtime and the interpreter can make, each made with values that are easy to find again.</summary>
    public static TheoryData<string> Texts => [.. Makers().Select(Name)];

    [Theory]
    [MemberData(nameof(Texts))]
    public void Of_EveryTextOfTheEngine_IsSaidInLatvianWithItsValues(string name)
    {
        var maker = Makers().Single(each => Name(each) == name);
        var given = maker.GetParameters().Select(Given).ToArray();
        var made = maker.Invoke(null, given)!;
        var (code, text) = made is string only
            ? ((string)maker.DeclaringType!.GetField(maker.Name + "Code")!.GetValue(null)!, only)
            : (Part(made, "Code"), Part(made, "Text"));

        var said = EngineWords.Of(code, text);

        said.En.ShouldBe(text);
        said.Lv.ShouldNotBe(text, $"{code} has no Latvian sentence, or not this one");
        foreach (var value in given.SelectMany(Traces).Where(value => text.Contains(value, StringComparison.Ordinal)))
        {
            said.Lv.ShouldContain(value);
        }
    }

    [Theory]
    [InlineData("Deciding the condition of flow `a-b` at exclusiveGateway `a`: expected true or false, `x > 1` gave null. Because: variable `x` not found Available: nothing. Set the variables or correct the expression, then retry.",
        "BPMN-101", "Izvērtē: ceļa `a-b` nosacījums, elements exclusiveGateway `a`. Vajadzīgs true vai false, bet `x > 1` deva null. Iemesls: variable `x` not found. Pieejams: –.")]
    [InlineData("Migrating an instance of `p` to a version of `p`: `a` has no counterpart `a`; a token waits on flow `f` at join `j`; the target has no such flow to a join. Extend the plan, or move the tokens by a modification first.",
        "BPMN-214", "elementam `a` nav atbilstošā `a`; zars pa ceļu `f` gaida savienojumā `j`; mērķa versijā tāda ceļa uz savienojumu nav.")]
    [InlineData("Migrating an instance of `p` to a version of `p`: tokens at `a`, on flow `f` in `p`: the target never comes to stand so. Extend the plan, or move the tokens by a modification first.",
        "BPMN-214", "process stāv elementā `a`, uz ceļa `f` (`p`): mērķa versijā tā nekad nav.")]
    [InlineData("Migrating an instance of `p` to a version of `p`: an event new at `a` cannot be armed (Computing it: null). Extend the plan, or move the tokens by a modification first.",
        "BPMN-214", "elementā `a` nevar sagatavot jaunu notikumu (Computing it: null).")]
    [InlineData("CancelInstance on an instance of `p` that is Completed. Nothing is left to do.", "BPMN-203", "Process `p` ir pabeigts;")]
    public void Of_ValueMadeOfWords_IsSaidInLatvianToo(string text, string code, string expected) =>
        EngineWords.Of(code, text).Lv.ShouldContain(expected);

    // Stored by an earlier version, or of a job's handler.
    [Theory]
    [InlineData("RUN-201", "No instance.")]
    [InlineData("CASE-070", "The amount is missing.")]
    public void Of_AnotherText_StaysAsItIs(string code, string text) => EngineWords.Of(code, text).Lv.ShouldBe(text);

    /// <summary>Reasons and words that are values of a text stand in the code that finds them; none of them is left in English.</summary>
    [Theory]
    [InlineData("Migration.cs", @"reasons\.Add\(\$""([^""]+)""", 9)]
    [InlineData("Step.Modifying.cs", @"NoSuchElement\(Model, [\w.]+, \$?""([^""]+)""", 4)]
    [InlineData("Timers.cs", @"=> ""(a [^""]+)""", 3)]
    [InlineData("Step.Waits.cs", @"TryText\([\w., ]+, ""([^""]+)""", 3)]
    public void Of_EveryReasonInTheCode_IsSaidInLatvian(string file, string pattern, int count)
    {
        var code = File.ReadAllText(Path.Combine(RepositoryFolder.Source, "DigiSoc.Bpmn", "Execution", file));
        var reasons = Regex.Matches(code, pattern).Select(match => Regex.Replace(match.Groups[1].Value, @"\{[^}]+\}", "x")).ToList();
        reasons.Count.ShouldBe(count);

        foreach (var reason in reasons)
        {
            var said = EngineWords.Of("BPMN-214", $"Migrating an instance of `p` to a version of `p`: {reason}. Extend the plan, or move the tokens by a modification first.").Lv;
            reason.Split("; ").ShouldAllBe(part => !said.Contains(part, StringComparison.Ordinal));
        }
    }

    private static IEnumerable<MethodInfo> Makers() =>
        new[] { typeof(Engine).Assembly.GetType("DigiSoc.Runtime.RunErrors")!, typeof(Interpreter).Assembly.GetType("DigiSoc.Bpmn.BpmnErrors")! }
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .Where(method => method.ReturnType != typeof(InvalidOperationException));

    private static string Name(MethodInfo method) => $"{method.DeclaringType!.Name}.{method.Name}";

    private static string Part(object made, string property) => (string)made.GetType().GetProperty(property)!.GetValue(made)!;

    private static object Given(ParameterInfo parameter)
    {
        var type = parameter.ParameterType.IsByRef ? parameter.ParameterType.GetElementType()! : parameter.ParameterType;
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type == typeof(string)
            ? $"the-{parameter.Name}"
            : Samples.FirstOrDefault(type.IsInstanceOfType) ?? throw new InvalidOperationException($"no sample of {type} for {parameter.Member.Name}");
    }

    private static IEnumerable<string> Traces(object given) => given switch
    {
        string text => [text],
        Guid id => [id.ToString()],
        int or long => [Convert.ToString(given, CultureInfo.InvariantCulture)!],
        IEnumerable<string> list => list,
        IEnumerable<long> list => list.Select(each => each.ToString(CultureInfo.InvariantCulture)),
        FlowNode node => [$"`{node.Id}`"],
        FeelValue value => [value.ToString()],
        Exception thrown => [thrown.GetType().Name],
        _ => [],
    };
}
