using System.Text.RegularExpressions;

namespace DigiSoc.Dmn.Tests.Checking;

/// <summary>Random small tables: what the checker says is held against the evaluation at a value of every stretch.</summary>
public sealed partial class RandomTablesTests
{
    // What is "lo", as evaluation finds out.
    private const string Evaluated = "if today().year > 2000 then \"lo\" else \"hi\"";

    private static readonly Kind[] Kinds =
    [
        new("number", ["1", "2", "4"], ["0", "1", "1.5", "2", "3", "4", "5"]),
        new("number", ["1", "2", "4"], ["0", "1", "1.5", "2"]) { Values = "[0..2]" },
        new("number", ["1", "2"], ["1", "1.5", "2", "3"]) { Values = "? >= 1" },
        new("boolean", ["true", "false"], ["true", "false"]) { IsOrdered = false },
        new("string", ["\"a\"", "\"b\"", "\"c\""], ["\"a\"", "\"b\"", "\"c\""]) { IsOrdered = false, Values = "\"a\", \"b\", \"c\"" },
        new("string", ["\"a\"", "\"b\""], ["\"a\"", "\"b\"", "\"z\""]) { IsOrdered = false },
        new("string", ["\"b\"", "\"d\""], ["\"\"", "\"b\"", "\"c\"", "\"d\"", "\"e\""]),
        new(
            "date",
            ["@\"2026-01-01\"", "@\"2026-01-02\"", "@\"2026-01-04\""],
            ["@\"2025-12-31\"", "@\"2026-01-01\"", "@\"2026-01-02\"", "@\"2026-01-03\"", "@\"2026-01-04\"", "@\"2026-01-05\""]),
        new(
            "time",
            ["@\"08:00:00\"", "@\"12:00:00\""],
            ["@\"00:00:00\"", "@\"08:00:00\"", "@\"10:00:00\"", "@\"12:00:00\"", "@\"23:00:00\""]),
        new(
            "dateTime",
            ["@\"2026-01-01T00:00:00Z\"", "@\"2026-02-01T00:00:00Z\""],
            ["@\"2025-01-01T00:00:00Z\"", "@\"2026-01-01T02:00:00+02:00\"", "@\"2026-01-15T00:00:00Z\"", "@\"2026-02-01T00:00:00Z\"", "@\"2027-01-01T00:00:00Z\""]),
        new("dayTimeDuration", ["@\"P1D\"", "@\"P2D\""], ["@\"-P1D\"", "@\"PT24H\"", "@\"PT36H\"", "@\"P2D\"", "@\"P3D\""]),
        new("yearMonthDuration", ["@\"P1Y\"", "@\"P13M\""], ["@\"P0M\"", "@\"P12M\"", "@\"P1Y1M\"", "@\"P2Y\""]),
    ];

    [Fact]
    public void Check_RandomTables_AgreesWithEvaluationAtEveryPoint()
    {
        var run = RandomRun.Begin(400);
        var random = run.Random;
        for (var round = 0; round < run.Rounds; round++)
        {
            var table = Table.Random(random);
            table.Judge($"{run}, round {round}\n{table}");
        }
    }

    [GeneratedRegex("Rules (\\d+) and (\\d+) both match")]
    private static partial Regex Overlapping();

    /// <summary>A type, values that tests name, and values of every stretch between them.</summary>
    private sealed record Kind(string Type, string[] Bounds, string[] Points)
    {
        public bool IsOrdered { get; init; } = true;

        public string? Values { get; init; }

        public string Cell(Random random, bool mayEvaluate)
        {
            var (one, other) = (Bounds[random.Next(Bounds.Length)], Bounds[random.Next(Bounds.Length)]);
            return random.Next(IsOrdered ? 18 : 8) switch
            {
                0 or 1 => "-",
                2 => one,
                3 => $"{one}, {other}",
                4 => $"not({one})",
                5 => $"!= {one}",
                6 => random.Next(4) switch { 0 => "null", 1 => "not(null)", 2 => $"null, {one}", _ => $"[{one}, {other}]" },
                // One that some value passes; of a test to evaluate the checker takes that for granted.
                7 => mayEvaluate ? $"? = {Points[random.Next(Points.Length)]}" : one,
                8 => $"< {one}",
                9 => $"<= {one}",
                10 => $"> {one}",
                11 => $">= {one}",
                12 => $"[{one}..{other}]",
                13 => $"({one}..{other}]",
                14 => $"]{one}..{other}[",
                15 => $"not([{one}..{other}))",
                16 => $"not(< {one}, {other})",
                _ => $"< {one}, > {other}",
            };
        }
    }

    private sealed record Table(string Policy, (string Name, Kind Kind)[] Columns, string[][] Tests, string[] Outputs)
    {
        /// <summary>Some tables ask the input, which cannot be judged: nothing they are told may be wrong.</summary>
        public static Table Random(Random random)
        {
            var kinds = new[] { Kinds[random.Next(Kinds.Length)], Kinds[random.Next(Kinds.Length)] };
            (string, Kind)[] columns = random.Next(5) switch
            {
                0 => [("x", kinds[0])],
                1 => [("x", kinds[0]), ("x", kinds[0])],
                2 => [("x", kinds[0]), ("y", kinds[1]), ("x", kinds[0])],
                _ => [("x", kinds[0]), ("y", kinds[1])],
            };
            var mayEvaluate = random.Next(6) == 0;
            var rows = Enumerable.Range(0, random.Next(1, 6))
                .Select(_ => columns.Select(column => column.Item2.Cell(random, mayEvaluate)).ToArray()).ToArray();
            string[] policies = ["UNIQUE", "ANY", "FIRST", "PRIORITY", "COLLECT", "RULE ORDER", "OUTPUT ORDER"];
            string[] outputs = [.. rows.Select(_ => random.Next(8) == 0 ? Evaluated : $"\"{(random.Next(2) == 0 ? "hi" : "lo")}\"")];
            return new Table(policies[random.Next(policies.Length)], columns, rows, outputs);
        }

        public void Judge(string about)
        {
            var found = DmnChecker.Check(Model(Policy));
            var matching = Taken("RULE ORDER").ToList();
            var decided = Policy is "FIRST" or "PRIORITY" ? Taken(Policy).ToList() : matching;

            var hasGap = found.Any(each => each.Code == DmnCodes.GapCode);
            var isGap = matching.Exists(rows => rows.Length == 0);
            var never = found.Where(each => each.Code is DmnCodes.NeverFiresCode or DmnCodes.ImpossibleCellCode)
                .Select(each => each.Place.Row!.Value).Distinct().Order().ToList();
            var neverDecides = Enumerable.Range(1, Tests.Length).Except(decided.SelectMany(rows => rows)).Order().ToList();
            var overlaps = found.Where(each => each.Code == DmnCodes.OverlapCode).Select(each => Overlapping().Match(each.Text))
                .Select(match => (int.Parse(match.Groups[1].Value, null), int.Parse(match.Groups[2].Value, null))).Order().ToList();
            var meeting = matching.SelectMany(rows => rows.SelectMany(one => rows.Where(other => one < other).Select(other => (one, other))))
                .Distinct().Where(pair => Policy == "UNIQUE" || Policy == "ANY" && Value(pair.one) != Value(pair.other)).Order().ToList();

            if (found.Any(each => each.Code == DmnCodes.NotAnalysedCode) || Policy == "PRIORITY" && Outputs.Contains(Evaluated))
            {
                (isGap || !hasGap).ShouldBeTrue($"a gap that is none\n{about}");
                never.Except(neverDecides).ShouldBeEmpty(about);
                overlaps.Except(meeting).ShouldBeEmpty(about);
                return;
            }

            hasGap.ShouldBe(isGap, $"gap\n{about}");
            never.ShouldBe(neverDecides, about);
            overlaps.ShouldBe(meeting, about);
        }

        public override string ToString() => $"{Policy} {string.Join(" | ", Columns.Select(column => $"{column.Name}:{column.Kind.Type}:{column.Kind.Values}"))}\n"
            + string.Join("\n", Tests.Select((row, at) => $"{string.Join(" | ", row)} => {Outputs[at]}"));

        private string Value(int rule) => Outputs[rule - 1] == Evaluated ? "\"lo\"" : Outputs[rule - 1];

        /// <summary>Rules by number that the engine takes at each point; null is a point where some test names it.</summary>
        private IEnumerable<int[]> Taken(string policy)
        {
            var model = Model(policy);
            var points = Columns.DistinctBy(column => column.Name).Select(column => (column.Name, Values: Points(column))).ToList();
            var all = points.Aggregate(
                new List<(string, string)[]> { Array.Empty<(string, string)>() },
                (before, column) => [.. before.SelectMany(left => column.Values.Select(value => ((string, string)[])[.. left, (column.Name, value)]))]);
            foreach (var point in all)
            {
                var value = model.Evaluate("d", Sample.Inputs(point), Sample.Environment).Value;
                yield return value.IsNull ? []
                    : value.Kind == DigiSoc.Feel.FeelKind.List ? [.. value.AsList().Select(Row)]
                    : [Row(value)];
            }
        }

        private string[] Points((string Name, Kind Kind) column)
        {
            var names = Columns.Select((each, at) => (each, at)).Where(each => each.each.Name == column.Name)
                .Any(each => Array.Exists(Tests, row => row[each.at].Contains("null", StringComparison.Ordinal)));
            return names ? [.. column.Kind.Points, "null"] : column.Kind.Points;
        }

        private static int Row(DigiSoc.Feel.FeelValue value) =>
            int.Parse(value.AsContext()["n"].ToString(), System.Globalization.CultureInfo.InvariantCulture);

        private DmnModel Model(string policy)
        {
            // By its number a rule can be told from the others; to ANY it would be a difference.
            var isNumbered = policy != "ANY";
            var table = Sample.Table(
                $"hitPolicy=\"{policy}\"",
                [.. Columns.Select(column => $"{column.Name}:{column.Kind.Type}" + (column.Kind.Values is { } values ? $":{values}" : ""))],
                isNumbered ? ["o:string:\"hi\", \"lo\"", "n:number"] : ["o:string:\"hi\", \"lo\""],
                [.. Tests.Select((row, at) => $"{string.Join(" | ", row)} => {Outputs[at]}" + (isNumbered ? $" | {at + 1}" : ""))]);
            return Sample.Model(string.Concat(Columns.DistinctBy(column => column.Name).Select(column => Sample.Input(column.Name, column.Kind.Type)))
                + Sample.Decision("d", table, null, [.. Columns.Select(column => $"in_{column.Name}").Distinct()]));
        }
    }
}
