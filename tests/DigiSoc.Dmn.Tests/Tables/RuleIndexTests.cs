namespace DigiSoc.Dmn.Tests.Tables;

public sealed class RuleIndexTests
{
    // The index may only leave out rules that cannot match: with a test that it cannot analyse in each column, the
    // same table is scanned, and must give the same.
    [Fact]
    public void Evaluate_RandomTables_IndexedAndScannedGiveTheSame()
    {
        var run = RandomRun.Begin(12);
        var random = run.Random;
        for (var round = 0; round < run.Rounds; round++)
        {
            var rows = Enumerable.Range(0, random.Next(24, 80)).Select(at => $"{Cell(random)} | {Name(random)} => {at}").ToArray();
            var indexed = Model(rows);
            var scanned = Model([.. rows, .. Enumerable.Repeat("? > c + 1000 | ? = \"zz\" and c > 0 => -1", 600)]);
            for (var each = 0; each < 30; each++)
            {
                var inputs = Sample.Inputs(
                    ("a", $"{random.Next(-5, 60)}"), ("b", $"\"{(char)('a' + random.Next(0, 4))}\""), ("c", "1"));

                indexed.Evaluate("d", inputs, Sample.Environment).Value.ShouldBe(
                    scanned.Evaluate("d", inputs, Sample.Environment).Value,
                    $"{run}, round {round}, {inputs["a"]} {inputs["b"]}");
            }
        }
    }

    // With a trace every rule is tested cell by cell; without one, tables of up to 64 rules are matched all at once.
    [Fact]
    public void Evaluate_RandomSmallTables_MatchedAtOnceAndCellByCellGiveTheSame()
    {
        var run = RandomRun.Begin(60);
        var random = run.Random;
        for (var round = 0; round < run.Rounds; round++)
        {
            var rows = Enumerable.Range(0, random.Next(1, 66)).Select(at => $"{OpenCell(random)} | {Name(random)} => {at}").ToArray();
            var model = Model(rows);
            for (var each = 0; each < 20; each++)
            {
                var inputs = Sample.Inputs(
                    ("a", random.Next(8) == 0 ? "null" : $"{random.Next(-5, 60)}"),
                    ("b", $"\"{(char)('a' + random.Next(0, 6))}\""),
                    ("c", $"{random.Next(-20, 20)}"));

                model.Evaluate("d", inputs, Sample.Environment).Value.ShouldBe(
                    model.Evaluate("d", inputs, Sample.Environment, DmnTracing.On).Value,
                    $"{run}, round {round}, {inputs["a"]} {inputs["b"]} {inputs["c"]}\n{string.Join("\n", rows)}");
            }
        }
    }

    [Fact]
    public void Evaluate_TenThousandRules_FindsTheLast()
    {
        var rows = Enumerable.Range(0, 10_000).Select(at => $"[{at * 10}..{at * 10 + 10}) | - => {at}").ToArray();
        var inputs = Sample.Inputs(("a", "99995"), ("b", "\"a\""), ("c", "1"));

        Model(rows).Evaluate("d", inputs, Sample.Environment).Value.ShouldBe(Sample.Feel("[9999]"));
    }

    [Fact]
    public void Evaluate_InputOfAnotherKind_ScansAllRules()
    {
        var rows = Enumerable.Range(0, 30).Select(at => $"{at} | - => {at}").Append("null | - => 99").ToArray();
        var inputs = Sample.Inputs(("a", "null"), ("b", "\"a\""), ("c", "1"));

        Model(rows).Evaluate("d", inputs, Sample.Environment).Value.ShouldBe(Sample.Feel("[99]"));
    }

    private static DmnModel Model(string[] rows)
    {
        var table = Sample.Table("hitPolicy=\"RULE ORDER\"", ["a:number", "b:string"], ["o:number"], rows);
        return Sample.Model(
            Sample.Input("a", "number") + Sample.Input("b", "string") + Sample.Input("c", "number")
            + Sample.Decision("d", table, null, "in_a", "in_b", "in_c"));
    }

    private static string Cell(Random random) => random.Next(6) switch
    {
        0 => "-",
        1 => $"< {random.Next(50)}",
        2 => $">= {random.Next(50)}",
        3 => $"[{random.Next(20)}..{random.Next(20, 50)})",
        4 => $"not({random.Next(50)})",
        _ => $"{random.Next(50)}, {random.Next(50)}",
    };

    private static string OpenCell(Random random) => random.Next(5) == 0 ? $"> c + {random.Next(20)}" : Cell(random);

    private static string Name(Random random) => random.Next(3) switch
    {
        0 => "-",
        1 => $"\"{(char)('a' + random.Next(0, 4))}\"",
        _ => $"not(\"{(char)('a' + random.Next(0, 4))}\")",
    };
}
