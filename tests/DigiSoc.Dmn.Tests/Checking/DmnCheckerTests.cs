using DigiSoc.Dmn.Checking;

namespace DigiSoc.Dmn.Tests.Checking;

public sealed class DmnCheckerTests
{
    [Fact]
    public void Check_CompleteTable_FindsNothing() =>
        Codes(Table("", "< 18 | true => 1", "< 18 | false => 2", ">= 18 | - => 3")).ShouldBeEmpty();

    [Fact]
    public void Check_StretchWithoutRule_IsAGapWithItsPlaceAndRemedy()
    {
        var found = Check(Table("", "< 18 | - => 1", "[20..60] | - => 2", "> 60 | true => 3"));

        found.Select(each => each.Code).ShouldBe([DmnCodes.GapCode, DmnCodes.GapCode]);
        found.ShouldContain(each => each.Text.Contains("x >= 18 and x < 20"));
        found.ShouldContain(each => each.Text.Contains("x > 60, y = false"));
        found.ShouldAllBe(each => each.Remedy.Length > 0 && each.Place.ElementName == "d" && each.Severity == DmnSeverity.Error);
    }

    [Fact]
    public void Check_GapButDefault_FindsNoGap()
    {
        var table = Sample.Table("", ["x:number"], ["o:number:1, 7:7"], "< 18 => 1");

        Codes(Sample.Input("x", "number") + Sample.Decision("d", table, null, "in_x")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("o:number")]
    [InlineData("o:number:1, 7:7")]
    public void Check_TableWithoutRules_IsAWarning(string output)
    {
        var table = Sample.Table("", ["x:number"], [output]);
        var found = Check(Sample.Input("x", "number") + Sample.Decision("d", table, null, "in_x")).Single();

        found.Code.ShouldBe(DmnCodes.GapCode);
        found.Severity.ShouldBe(DmnSeverity.Warning);
        found.Text.ShouldContain("no rules");
    }

    [Fact]
    public void Check_UniqueRulesOverlap_NamesBothAndWhere()
    {
        var found = Check(Table("", "< 30 | - => 1", ">= 20 | - => 2")).Single();

        found.Code.ShouldBe(DmnCodes.OverlapCode);
        found.Text.ShouldContain("Rules 1 and 2");
        found.Place.Row.ShouldBe(2);
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 1)]
    public void Check_AnyRulesOverlap_IsAnErrorWhenOutputsDiffer(int secondOutput, int errors) =>
        Codes(Table("hitPolicy=\"ANY\"", "< 30 | - => 1", $">= 20 | - => {secondOutput}"))
            .ShouldBe(Enumerable.Repeat(DmnCodes.OverlapCode, errors));

    [Theory]
    [InlineData("1", "1.0", null)]
    [InlineData("1", "3 - 2", null)]
    [InlineData("1", "null", DmnCodes.OverlapCode)]
    [InlineData("x + 1", "x + 1", null)]
    [InlineData("x + 1", "1 + x", DmnCodes.NotAnalysedCode)]
    public void Check_AnyRulesOverlap_ComparesOutputsByValue(string first, string second, string? code) =>
        Codes(Table("hitPolicy=\"ANY\"", $"<= 5 | - => {first}", $">= 5 | - => {second}"))
            .ShouldBe(code is null ? [] : [code]);

    // The two that overlap are the last of more pairs than could be looked at one by one.
    [Fact]
    public void Check_LastTwoOfThousandsOfRulesOverlap_IsFound()
    {
        string[] rows = [.. Enumerable.Range(0, 2_005).Select(at => $"[{at}..{at + 1}) | - => {at}"), "[2004..2005] | - => 1"];
        var found = Check(Table("", ["< 0 | - => 0", .. rows, "> 2005 | - => 0"])).Single();

        found.Code.ShouldBe(DmnCodes.OverlapCode);
        found.Text.ShouldContain("Rules 2006 and 2007");
    }

    // Each list meets each other by its ends, and none by its values.
    [Theory]
    [InlineData(100, true)]
    [InlineData(10_000, false)]
    public void Pairs_BudgetUsedUp_SaysSo(long budget, bool isIncomplete)
    {
        var model = Sample.Model(Table("", [.. Enumerable.Range(0, 20).Select(at => $"{at}, {80 - at} | - => 1")]));
        var (table, names) = TableWalk.Of(model).Single();
        var search = new OverlapSearch(TableGrid.Of(table.Table, names, model.TypeTable)!, budget);

        search.Pairs((_, _) => true).ShouldBeEmpty();
        search.IsIncomplete.ShouldBe(isIncomplete);
    }

    [Theory]
    [InlineData(100, true)]
    [InlineData(10_000, false)]
    public void Uncovered_BudgetUsedUp_SaysSo(long budget, bool isIncomplete)
    {
        var model = Sample.Model(Table("", ["< 0 | - => 1", .. Enumerable.Range(0, 20).Select(at => $"[{at}..{at + 1}) | - => 1"), ">= 20 | - => 1"]));
        var (table, names) = TableWalk.Of(model).Single();
        var grid = TableGrid.Of(table.Table, names, model.TypeTable)!;
        var search = new GridSearch(grid, [.. Enumerable.Range(0, 22)], [.. grid.Columns.Select(column => column.Domain.All)], budget);

        search.Uncovered().ShouldBeEmpty();
        search.IsIncomplete.ShouldBe(isIncomplete);
    }

    [Fact]
    public void Check_RandomTables_OverlapsAgreeWithEvaluation()
    {
        var run = RandomRun.Begin(60);
        var random = run.Random;
        for (var round = 0; round < run.Rounds; round++)
        {
            var rows = Enumerable.Range(0, random.Next(2, 5)).Select(at => $"{Cell(random)} | {Truth(random)} => {at}").ToArray();
            var overlaps = Check(Table("", rows)).Any(found => found.Code == DmnCodes.OverlapCode);
            var counted = Sample.Model(Table("hitPolicy=\"COLLECT\" aggregation=\"COUNT\"", rows));
            var severalMatch = Enumerable.Range(-2, 25).SelectMany(x => new[] { (x, "true"), (x, "false") }).Any(point =>
                counted.Evaluate("d", Sample.Inputs(("x", $"{point.x} / 2"), ("y", point.Item2)), Sample.Environment).Value
                    is { IsNull: false } count && count != Sample.Feel("1") && count != Sample.Feel("0"));

            overlaps.ShouldBe(severalMatch, $"{run}, round {round}: {string.Join("; ", rows)}");
        }
    }

    [Fact]
    public void Check_EarlierRulesTakeAll_LaterRowNeverFires()
    {
        var found = Check(Table("hitPolicy=\"FIRST\"", "< 30 | - => 1", ">= 30 | - => 2", "[10..50] | true => 3")).Single();

        found.Code.ShouldBe(DmnCodes.NeverFiresCode);
        found.Place.Row.ShouldBe(3);
    }

    [Fact]
    public void Check_ValueOutsideTheInputValues_CannotMatch()
    {
        var table = Sample.Table("", ["s:string:\"a\", \"b\""], ["o:number"], "\"a\" => 1", "\"b\" => 2", "\"c\" => 3");
        var found = Check(Sample.Input("s", "string") + Sample.Decision("d", table, null, "in_s")).Single();

        found.Code.ShouldBe(DmnCodes.ImpossibleCellCode);
        (found.Place.Row, found.Place.Column).ShouldBe((3, 1));
    }

    [Fact]
    public void Check_CellOfAnotherType_NamesRowAndColumn()
    {
        var found = Check(Table("", "- | - => \"one\"")).Single();

        found.Code.ShouldBe(DmnCodes.CellTypeCode);
        (found.Place.Row, found.Place.Column).ShouldBe((1, 3));
    }

    [Fact]
    public void Check_UnknownName_SuggestsTheNearest()
    {
        var found = Check(
            Sample.Input("income", "number") + Sample.Decision("d", Sample.Literal("incme * income"), null, "in_income")).Single();

        found.Code.ShouldBe(DmnCodes.UnknownNameCode);
        found.Remedy.ShouldContain("\"income\"");
    }

    [Theory]
    [InlineData("sqr(income)", "\"sqrt\"")]
    [InlineData("string lenght(\"a\") + income", "\"string length\"")]
    public void Check_UnknownFunction_SuggestsTheNearestBuiltIn(string text, string near)
    {
        var found = Check(Sample.Input("income", "number") + Sample.Decision("d", Sample.Literal(text), null, "in_income")).Single();

        found.Code.ShouldBe(DmnCodes.UnknownNameCode);
        found.Remedy.ShouldContain(near);
    }

    [Fact]
    public void Check_NameInsideAFilter_MayBeAnEntryOfTheItem() =>
        Codes(Sample.Input("rows", "Any") + Sample.Decision("d", Sample.Literal("rows[amount > 3]"), null, "in_rows")).ShouldBeEmpty();

    [Fact]
    public void Check_DecisionsRequireOneAnother_NamesTheCircle()
    {
        var found = Check(
            Sample.Decision("a", Sample.Literal("b"), null, "b") + Sample.Decision("b", Sample.Literal("a"), null, "a"));

        found.Select(each => each.Code).Distinct().ShouldBe([DmnCodes.CyclicRequirementCode]);
        found[0].Text.ShouldContain("a → b → a");
    }

    [Fact]
    public void Check_InputThatNothingRequires_IsAWarning() =>
        Codes(Sample.Input("x", "number") + Sample.Decision("d", Sample.Literal("1"))).ShouldBe([DmnCodes.UnusedInputCode]);

    [Fact]
    public void Check_OutputColumnThatNobodyUses_IsAWarning()
    {
        var table = Sample.Table("", ["x:number"], ["used:number", "idle:number"], "- => 1 | 2");

        Codes(
            Sample.Input("x", "number") + Sample.Decision("t", table, null, "in_x")
            + Sample.Decision("d", Sample.Literal("t.used"), null, "t")).ShouldBe([DmnCodes.UnusedOutputCode]);
    }

    [Fact]
    public void Check_ResultOfAnotherType_IsAnError() =>
        Codes(Sample.Decision("d", Sample.Literal("\"text\""), "number")).ShouldBe([DmnCodes.ResultTypeCode]);

    [Fact]
    public void Check_EntryOfAContextOfAnotherType_IsAnError()
    {
        const string context = """
            <context><contextEntry><variable name="n" typeRef="number"/><literalExpression><text>"a" + "b"</text></literalExpression></contextEntry></context>
            """;

        Codes(Sample.Decision("d", context)).ShouldBe([DmnCodes.ResultTypeCode]);
    }

    [Fact]
    public void Check_ResultOfAKnowledgeModelOfAnotherType_IsAnError()
    {
        const string knowledge = """
            <businessKnowledgeModel id="k" name="k"><variable name="k" typeRef="number"/>
              <encapsulatedLogic><formalParameter name="x" typeRef="string"/><literalExpression><text>x + "!"</text></literalExpression></encapsulatedLogic>
            </businessKnowledgeModel>
            """;
        const string caller = """
            <decision id="d" name="d"><variable name="d"/><knowledgeRequirement><requiredKnowledge href="#k"/></knowledgeRequirement>
              <literalExpression><text>k("a")</text></literalExpression></decision>
            """;

        var found = Check(knowledge + caller);

        found.Select(each => each.Code).ShouldBe([DmnCodes.ResultTypeCode]);
        found[0].Place.ElementName.ShouldBe("k");
    }

    [Fact]
    public void Check_InputExpressionOfAnotherTypeThanItsColumn_IsAnError() =>
        Codes(Sample.Input("x", "number")
            + Sample.Decision("d", Sample.Table("", ["x > 1:string"], ["o:number"], "- => 1"), null, "in_x"))
            .ShouldBe([DmnCodes.ResultTypeCode]);

    [Fact]
    public void Check_OutputExpressionOfAnotherType_NamesRowAndColumn()
    {
        var found = Check(Table("", "< 5 | - => x + 1", ">= 5 | - => x > 1")).Single();

        found.Code.ShouldBe(DmnCodes.ResultTypeCode);
        (found.Place.Row, found.Place.Column).ShouldBe((2, 3));
    }

    public static TheoryData<string, string, string[], string[]> Columns => new()
    {
        { "date", "gap", ["< date(\"2026-01-01\")", "> date(\"2026-01-01\")"], [DmnCodes.GapCode] },
        { "date", "neighbours leave no gap", ["<= @\"2026-01-31\"", ">= date(2026, 2, 1)"], [] },
        { "date", "constant shift", ["< date(\"2026-01-31\") + @\"P1D\"", ">= @\"2026-02-01\""], [] },
        { "date", "overlap", ["[@\"2026-01-01\"..@\"2026-02-01\"]", "[@\"2026-02-01\"..@\"2026-03-01\")"], [DmnCodes.GapCode, DmnCodes.GapCode, DmnCodes.OverlapCode] },
        { "dateTime", "gap", ["< @\"2026-01-01T00:00:00Z\"", "> @\"2026-01-01T00:00:00Z\""], [DmnCodes.GapCode] },
        { "dateTime", "same instant in two zones", ["< @\"2026-01-01T00:00:00Z\"", ">= @\"2026-01-01T02:00:00+02:00\""], [] },
        { "dateTime", "overlap", ["<= @\"2026-01-01T00:00:00\"", ">= date and time(\"2026-01-01T00:00:00\")"], [DmnCodes.OverlapCode] },
        { "dateTime", "ranges with a zone and without", ["< @\"2026-01-01T00:00:00\"", ">= @\"2026-01-01T02:00:00Z\""], [DmnCodes.NotAnalysedCode] },
        { "dateTime", "a range with a zone, a value without", ["< @\"2026-01-01T00:00:00Z\"", "@\"2026-01-01T02:00:00\""], [DmnCodes.NotAnalysedCode] },
        { "time", "not a local value takes those with a zone", ["not(@\"08:00:00\")", "@\"08:00:00\"", "@\"08:00:00Z\""], [DmnCodes.OverlapCode] },
        { "time", "a range from no zone to a zone", ["[@\"08:00:00\"..@\"09:00:00Z\"]", "@\"08:00:00\""], [DmnCodes.NotAnalysedCode] },
        { "number", "null and not null", ["null", "not(null)"], [] },
        { "number", "null without rule", ["not(null)"], [DmnCodes.GapCode] },
        { "number", "null beside values", ["null", "< 5", ">= 5"], [] },
        { "number", "null is in what takes everything", ["null", "-"], [DmnCodes.OverlapCode] },
        { "number", "null is not five", ["null", "not(5)", "5"], [DmnCodes.OverlapCode] },
        { "number", "null is in the list", ["[null, 5]", "!= null", "not(null)"], [DmnCodes.OverlapCode, DmnCodes.OverlapCode, DmnCodes.OverlapCode] },
        { "boolean", "null beside true", ["null, true", "false"], [] },
        { "string", "null beside a text", ["null, \"a\"", "not(null, \"a\")"], [] },
        { "string", "texts in order", ["< \"m\"", ">= \"m\""], [] },
        { "string", "gap between texts", ["< \"k\"", "[\"m\"..\"z\"]", "> \"z\""], [DmnCodes.GapCode] },
        { "string", "overlapping texts", ["[\"a\"..\"f\"]", "[\"f\"..\"k\"]", "< \"a\"", "> \"k\""], [DmnCodes.OverlapCode] },
        { "string", "nothing before the empty text", ["< \"\"", "-"], [DmnCodes.ImpossibleCellCode] },
        { "string", "nothing between a text and the next", ["<= \"a\"", ">= \"a\" + \"\\u0000\""], [] },
        { "string", "beyond 16 bits comes last", ["< \"\\uFFFD\"", "[\"\\uFFFD\"..\"\\U01F600\")", ">= \"\\U01F600\""], [] },
        { "time", "whole day", ["[@\"00:00:00\"..@\"08:00:00\")", "[time(\"08:00:00\")..@\"17:00:00\")", ">= @\"17:00:00\""], [] },
        { "time", "gap", ["< @\"08:00:00\"", "> @\"08:00:00\""], [DmnCodes.GapCode] },
        { "dayTimeDuration", "complete", ["< duration(\"P1D\")", ">= @\"PT24H\""], [] },
        { "yearMonthDuration", "neighbours leave no gap", ["<= @\"P11M\"", ">= @\"P1Y\""], [] },
        { "number", "all but one, and that one", ["!= 5", "5"], [] },
        { "number", "not", ["not(< 5, [7..9])", "< 5", "[7..9]"], [] },
        { "number", "half-open interval in not", ["not([4..5))", "[4..5)"], [] },
        { "number", "list of choices", ["[1, 2, 3]", "not(1, 2, 3)"], [] },
        { "number", "list of choices overlaps", ["[1, 2, 3]", "not(1, 2)"], [DmnCodes.OverlapCode] },
        { "number", "constant arithmetic", ["< 10 * 12", ">= 120"], [] },
        { "number", "constant call", ["< max(1, 5)", ">= 6"], [DmnCodes.GapCode] },
        { "number", "open brackets", ["]0..10[", "<= 0", ">= 10"], [] },
        { "number", "reversed interval never matches", ["[10..1]", "-"], [DmnCodes.ImpossibleCellCode] },
        { "boolean", "not", ["not(true)", "true"], [] },
        { "string", "open domain", ["\"a\"", "not(\"a\")"], [] },
        { "string", "all but one", ["\"a\"", "!= \"a\""], [] },
        { "string", "concatenated", ["\"a\" + \"b\"", "not(\"ab\")"], [] },
        { "number", "needs evaluation", ["< ? + 1", "5"], [DmnCodes.NotAnalysedCode] },
        { "number", "the same evaluation twice", ["? > now().day", "? > now().day"], [DmnCodes.OverlapCode, DmnCodes.NotAnalysedCode] },
    };

    [Theory]
    [MemberData(nameof(Columns))]
    public void Check_ColumnOfEveryOrderedOrFiniteType_IsJudgedInFull(string type, string what, string[] cells, string[] codes)
    {
        var table = Sample.Table("", [$"v:{type}"], ["o:number"], [.. cells.Select((cell, at) => $"{cell} => {at}")]);

        var found = Check(Sample.Input("v", type) + Sample.Decision("d", table, null, "in_v"));

        found.Select(each => each.Code).Order().ShouldBe(codes.Order(), what);
    }

    [Theory]
    [InlineData("< ? + 1", "`< ? + 1` needs evaluation")]
    [InlineData("[@\"08:00:00\"..@\"09:00:00Z\"]", "have no single order")]
    [InlineData("< @\"09:00:00Z\"", "with a zone and without")]
    [InlineData("\"text\"", "several types, string and time")]
    public void Check_ColumnThatCannotBeJudged_SaysWhy(string cell, string reason)
    {
        var table = Sample.Table("", ["v:Any"], ["o:number"], $"{cell} => 1", "@\"08:00:00\" => 2");

        Check(Sample.Input("v", "Any") + Sample.Decision("d", table, null, "in_v"))
            .Single(each => each.Code == DmnCodes.NotAnalysedCode).Text.ShouldContain(reason);
    }

    [Theory]
    [InlineData(DmnSeverity.Warning, "< 0", "0", "1", "2", ">= 3")]
    [InlineData(DmnSeverity.Warning, "< 1", "[1..9]", "10", "> 10")]
    [InlineData(DmnSeverity.Error, "<= 100", ">= 101")]
    [InlineData(DmnSeverity.Error, "< 0", "0", "> 1")]
    [InlineData(DmnSeverity.Error, "< 0", "0", "2", ">= 3")]
    [InlineData(DmnSeverity.Error, "< 0.5", "0.5", ">= 1.5")]
    public void Check_GapBetweenNumbersThatAreCounted_IsAWarning(DmnSeverity worst, params string[] cells)
    {
        var table = Sample.Table("", ["v:number"], ["o:number"], [.. cells.Select(cell => $"{cell} => 1")]);

        var found = Check(Sample.Input("v", "number") + Sample.Decision("d", table, null, "in_v")).ToList();

        found.ShouldAllBe(each => each.Code == DmnCodes.GapCode);
        found.Max(each => each.Severity).ShouldBe(worst);
    }

    [Fact]
    public void Check_GapsOfBothSortsOfTimes_AreToldApart()
    {
        var table = Sample.Table("", ["v:time"], ["o:number"], "@\"08:00:00\" => 1", "@\"09:00:00Z\" => 2");

        var texts = Check(Sample.Input("v", "time") + Sample.Decision("d", table, null, "in_v")).Select(each => each.Text).ToList();

        texts.ShouldContain(text => text.Contains("v > @\"08:00:00\" (without a zone)"));
        texts.ShouldContain(text => text.Contains("v < @\"09:00:00Z\" (with a zone)"));
    }

    public static TheoryData<string, string[], string[]> Mixtures => new()
    {
        {
            "string",
            ["-", "null", "not(null)", "!= null", "< \"c\"", "[\"b\"..\"d\")", "not(\"c\")", "\"c\"", "not(\"b\", null)", "not(< \"c\", \"d\")", "[null, \"b\"]", ">= \"b\", null"],
            ["null", "\"\"", "\"a\"", "\"b\"", "\"bb\"", "\"c\"", "\"cc\"", "\"d\"", "\"e\""]
        },
        {
            "time",
            ["-", "null", "not(null)", "< @\"08:00:00\"", ">= @\"08:00:00\"", "not(@\"08:00:00\")", "< @\"09:00:00\"", "not(>= @\"09:00:00\")", "not(@\"09:00:00\", < @\"08:00:00\")", "[@\"08:00:00\", @\"09:00:00\"]"],
            ["null", "@\"07:00:00\"", "@\"08:00:00\"", "@\"08:30:00\"", "@\"09:00:00\"", "@\"10:00:00\""]
        },
        {
            "time",
            ["-", "null", "not(null)", "@\"08:00:00\"", "not(@\"08:00:00\")", "@\"09:00:00Z\"", "not(@\"09:00:00Z\")", "!= @\"09:00:00Z\"", "[@\"08:00:00\", @\"09:00:00Z\"]"],
            ["null", "@\"07:00:00\"", "@\"08:00:00\"", "@\"10:00:00\"", "@\"07:00:00Z\"", "@\"09:00:00Z\"", "@\"10:00:00Z\""]
        },
    };

    // As above, with null, texts in order, and times of both sorts, as far as the column speaks of them.
    [Theory]
    [MemberData(nameof(Mixtures))]
    public void Check_RandomColumns_AgreeWithEvaluation(string type, string[] cells, string[] values)
    {
        var run = RandomRun.Begin(80);
        var random = run.Random;
        for (var round = 0; round < run.Rounds; round++)
        {
            var rows = Enumerable.Range(0, random.Next(1, 4)).Select(_ => cells[random.Next(cells.Length)]).ToArray();
            var table = Sample.Table("hitPolicy=\"FIRST\"", [$"v:{type}"], ["o:number"], [.. rows.Select((row, at) => $"{row} => {at}")]);
            var model = Sample.Model(Sample.Input("v", type) + Sample.Decision("d", table, null, "in_v"));
            var hasGap = DmnChecker.Check(model).Any(found => found.Code == DmnCodes.GapCode);
            var misses = values.Where(value => IsSpokenOf(value, rows))
                .Any(value => model.Evaluate("d", Sample.Inputs(("v", value)), Sample.Environment).Value.IsNull);

            misses.ShouldBe(hasGap, $"{run}, round {round}: {string.Join("; ", rows)}");
        }
    }

    /// <summary>Null, and times with or without a zone, are judged where a cell names one.</summary>
    private static bool IsSpokenOf(string value, string[] rows)
    {
        return value == "null" ? Names("null")
            : !value.StartsWith('@') || !Names("@")
            || Names(value.EndsWith("Z\"", StringComparison.Ordinal) ? "Z\"" : "00\"");

        bool Names(string part) => Array.Exists(rows, row => row.Contains(part, StringComparison.Ordinal));
    }

    [Fact]
    public void Check_EarlierRuleWithTheSameEvaluation_MasksTheLater()
    {
        var found = Check(Table("hitPolicy=\"FIRST\"", "> sqrt(?) | - => 1", "> sqrt(?) | true => 2", "- | - => 3"));

        found.Where(each => each.Code == DmnCodes.NeverFiresCode).Select(each => each.Place.Row).ShouldBe([2]);
    }

    [Fact]
    public void Check_PriorityWithoutOutputValues_IsAnError() =>
        Codes(Table("hitPolicy=\"PRIORITY\"", "- | - => 1")).ShouldBe([DmnCodes.NoPrioritiesCode]);

    // What the checker calls a gap must evaluate to nothing, and where it finds none everything must evaluate.
    [Fact]
    public void Check_RandomTables_AgreesWithEvaluation()
    {
        var run = RandomRun.Begin(60);
        var random = run.Random;
        for (var round = 0; round < run.Rounds; round++)
        {
            var rows = Enumerable.Range(0, random.Next(1, 6)).Select(at => $"{Cell(random)} | {Truth(random)} => {at}").ToArray();
            var model = Sample.Model(Table("hitPolicy=\"FIRST\"", rows));
            var hasGap = DmnChecker.Check(model).Any(found => found.Code == DmnCodes.GapCode);
            var misses = Enumerable.Range(-2, 25).SelectMany(x => new[] { (x, "true"), (x, "false") })
                .Any(point => Misses(model, point.x, point.Item2));

            misses.ShouldBe(hasGap, $"{run}, round {round}: {string.Join("; ", rows)}");
        }
    }

    private static bool Misses(DmnModel model, int x, string y) =>
        model.Evaluate("d", Sample.Inputs(("x", $"{x} / 2"), ("y", y)), Sample.Environment).Value.IsNull;

    private static string Cell(Random random) => random.Next(5) switch
    {
        0 => "-",
        1 => $"< {random.Next(1, 10)}",
        2 => $">= {random.Next(1, 10)}",
        3 => $"[{random.Next(0, 5)}..{random.Next(5, 10)}]",
        _ => $"not([{random.Next(0, 5)}..{random.Next(5, 10)}))",
    };

    private static string Truth(Random random) => random.Next(3) switch { 0 => "true", 1 => "false", _ => "-" };

    private static string Table(string policy, params string[] rows) =>
        Sample.Input("x", "number") + Sample.Input("y", "boolean")
        + Sample.Decision("d", Sample.Table(policy, ["x:number", "y:boolean"], ["o:number"], rows), null, "in_x", "in_y");

    private static IReadOnlyList<DmnDiagnostic> Check(string elements) => DmnChecker.Check(Sample.Model(elements));

    private static IEnumerable<string> Codes(string elements) => Check(elements).Select(found => found.Code);
}
