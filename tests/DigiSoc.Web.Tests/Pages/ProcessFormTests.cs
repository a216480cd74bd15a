using DigiSoc.Cases;
using DigiSoc.Web.Pages.Processes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace DigiSoc.Web.Tests.Pages;

/// <summary>What the choices on a process's page mean.</summary>
public sealed class ProcessFormTests
{
    // The process (1) holds a task (2) and a sub-process (3) with a task (4); the sub-process is looped elsewhere, with a round (6).
    private static readonly ProcessView Process = new(
        Guid.Empty, "OGR-1", Guid.Empty, "main", LocalText.Of("main"), "package", 1, "active", 9, [],
        [Stay(1, 0, "main"), Stay(2, 1, "ask"), Stay(3, 1, "sub"), Stay(4, 3, "inner"), Stay(5, 1, "loop"), Stay(6, 5, "loop", isPart: true)],
        [Step("ask", "main"), Step("tell", "main"), Step("inner", "sub"), Step("next", "sub")],
        []);

    [Fact]
    public void Changes_OfEveryKind_AreVariablesThenWhatBeginsThenWhatEnds()
    {
        var form = new ProcessForm
        {
            Stays = ["end 2", "restart 4"],
            Starts = [new("tell", "")],
            Variables = [new("income", "1", "120")],
        };

        form.Changes(Process).Select(Said).ShouldBe(["set 1 {\"income\":120}", "begin tell", "begin inner in 3", "end 2", "end 4"]);
    }

    [Theory]
    [InlineData("move 4 next", "begin next in 3")] // In the very sub-process it stands in.
    [InlineData("move 4 tell", "begin tell")] // Elsewhere: the only place there is.
    [InlineData("move 2 inner", "begin inner")]
    public void Move_IsBesideWhereItCanBe(string choice, string begins) =>
        new ProcessForm { Stays = [choice] }.Changes(Process).Select(Said).ShouldBe([begins, "end " + choice.Split(' ')[1]]);

    [Theory]
    [InlineData("\"a\"", "set 3 {\"x\":\"a\"}")]
    [InlineData("null", "set 3 {\"x\":null}")]
    [InlineData("{ \"a\": [1] }", "set 3 {\"x\":{\"a\":[1]}}")]
    [InlineData("date(\"2026-01-05\")", "compute 3 x: date(\"2026-01-05\")")]
    [InlineData("income + 20", "compute 3 x: income + 20")]
    public void Value_IsJsonOrElseFeel(string value, string change) =>
        new ProcessForm { Variables = [new("x", "3", value)] }.Changes(Process).Select(Said).ShouldBe([change]);

    [Fact]
    public void Read_RowsWithoutAChoice_AreNone()
    {
        var form = ProcessForm.Read(new FormCollection(new Dictionary<string, StringValues>
        {
            ["do"] = new(["", "end 2"]),
            ["startElement"] = new(["", "tell", ""]),
            ["startInside"] = new(["", "1", ""]),
            ["variableName"] = new(["", " x ", ""]),
            ["variableInside"] = new(["1", "3", "1"]),
            ["variableValue"] = new(["", "1", " "]),
            ["revision"] = "7",
        }));

        form.Stays.ShouldBe(["end 2"]);
        form.Starts.ShouldBe([new StartRow("tell", "1")]);
        form.Variables.ShouldBe([new VariableRow("x", "3", "1")]);
        form.Revision.ShouldBe(7);
    }

    [Fact]
    public void Of_StaysThatAreGone_AreDroppedAndCounted()
    {
        var form = new ProcessForm { Stays = ["end 2", "end 99"], Starts = [new("tell", ""), new("next", "98")], Variables = [new("x", "97", "1")], Revision = 3 };

        var (kept, dropped) = form.Of(Process);

        dropped.ShouldBe(3);
        kept.Stays.ShouldBe(["end 2"]);
        kept.Starts.ShouldBe([new StartRow("tell", "")]);
        kept.Variables.ShouldBeEmpty();
        kept.Revision.ShouldBe(9);
    }

    [Fact]
    public void Correct_TakesTheValueThereIs_Once()
    {
        var form = new ProcessForm { Step = "correct 3 the amount" };

        form.Correcting(Process).Correcting(Process).Variables.ShouldBe([new VariableRow("the amount", "3", "12.50")]);
        (form with { Step = "correct 3 another" }).Correcting(Process).IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public void Reverse_EndsWhatBeganBeginsWhatEndedAndGivesValuesBack()
    {
        var order = new ProcessForm { Stays = ["move 4 tell", "end 6"] };
        var after = Process with
        {
            Revision = 10,
            Stays = [.. Process.Stays.Where(stay => stay.Number is not (4 or 6)), Stay(10, 1, "other"), Stay(11, 10, "within")],
        };
        var done = new ProcessOutlook(
            Guid.Empty, LocalText.Of("main"), false, "active", [],
            [Began(10), Began(11), Began(1, isWhole: false), Began(12)],
            [new(1, LocalText.Of("main"), "x", "1", "2"), new(3, LocalText.Of("sub"), "y", null, "2")],
            [], []);

        var reverse = order.Reverse(Process, after, done);

        reverse.Stays.ShouldBe(["end 10"], "with all it holds; what has ended again by itself is gone, what lives on stays");
        reverse.Starts.ShouldBe([new StartRow("inner", "3")], "a round cannot be begun by itself");
        reverse.Variables.ShouldBe([new VariableRow("x", "1", "1"), new VariableRow("y", "3", "null")]);
        reverse.Revision.ShouldBe(10);
    }

    private static string Said(ProcessChange change) => change switch
    {
        { Activate: { } element } => $"begin {element}{(change.Inside is { } inside ? $" in {inside}" : "")}",
        { Terminate: { } number } => $"end {number}",
        { Expressions: { } expressions } => $"compute {change.Inside} {expressions.Single().Key}: {expressions.Single().Value}",
        _ => $"set {change.Inside} {change.Variables!.Value.GetRawText()}",
    };

    private static ProcessStay Stay(long number, long inside, string element, bool isPart = false) => new(
        number, inside, 0, element, LocalText.Of(element), "task", 0, isPart, false, [], null,
        element == "sub" ? [new("the amount", "12.50", "number")] : []);

    private static ProcessStep Step(string element, string scope) => new(element, LocalText.Of(element), "task", scope, LocalText.Of(scope));

    private static OutlookStay Began(long number, bool isWhole = true) => new(number, "x", LocalText.Of("x"), isWhole, []);
}
