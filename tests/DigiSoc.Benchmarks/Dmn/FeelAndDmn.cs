using System.Globalization;
using DigiSoc.Benchmarks.Measuring;
using DigiSoc.Dmn;
using DigiSoc.Feel;

namespace DigiSoc.Benchmarks.Dmn;

/// <summary>FEEL and DMN against other engines, and against the same rules written by hand, as ratios of one run.</summary>
internal static class FeelAndDmn
{
    private const int LargeTableRules = 10_000;
    private const int MostGrown = 1_000_000;

    private static readonly TimeSpan Round = TimeSpan.FromMilliseconds(400);

    /// <summary>Keeps results alive, so that the compiler may not leave the work out.</summary>
    private static FeelValue _kept;
    private static object? _keptByHand;

    public static int Run(Settings settings)
    {
        if (settings.Wants("rates"))
        {
            Rates();
        }

        return settings.Wants("memory") ? FlatMemory() : 0;
    }

    private static void Rates()
    {
        using var peers = PeerProcess.Start();
        Console.Out.WriteLine("work                                   a second   bytes   against");
        Parse(peers);
        ParseAndEvaluate(peers);
        Expression(peers);
        Table(peers);
        Gmi(peers);
        Proposal();
        LargeTable();
        TracingOff();
    }

    private static void Parse(PeerProcess peers)
    {
        var names = FeelNames.Of(Samples.ExpressionInputs.Keys);
        var ours = Rate.Of(() => FeelExpression.Parse(Samples.Expression, names), Round);
        Print("parse 20 tokens", ours);
        Against("feelin", ours, Peer(peers, "feelin", "parse", text: Samples.Expression, context: Samples.ExpressionContext));
        Against("js-feel", ours, Peer(peers, "js-feel", "parse", text: Samples.Expression));
    }

    /// <summary>As feelin does it: the text is read at each call.</summary>
    private static void ParseAndEvaluate(PeerProcess peers)
    {
        var names = FeelNames.Of(Samples.ExpressionInputs.Keys);
        var ours = Rate.Of(
            () => _kept = FeelExpression.Parse(Samples.Expression, names).Expression!
                .Evaluate(Samples.ExpressionInputs, Samples.Environment).Value,
            Round);
        Print("parse and evaluate 20 tokens", ours);
        Against("feelin", ours, Peer(peers, "feelin", "expression", text: Samples.Expression, context: Samples.ExpressionContext));
    }

    private static void Expression(PeerProcess peers)
    {
        var expression = FeelExpression.Parse(Samples.Expression, FeelNames.Of(Samples.ExpressionInputs.Keys)).Expression!;
        var ours = Rate.Of(() => _kept = expression.Evaluate(Samples.ExpressionInputs, Samples.Environment).Value, Round);
        Print("evaluate 20 tokens", ours);
        Against("feelin", ours, Peer(peers, "feelin", "expression", text: Samples.Expression, context: Samples.ExpressionContext));
        Against("js-feel", ours, Peer(peers, "js-feel", "expression", text: Samples.Expression, context: Samples.ExpressionContext));
        decimal[] inputs = [34, 560, 500, 166, 21];
        var byHand = Rate.Of(
            () => _kept = FeelValue.Of(HandWritten.Expression(inputs[0], inputs[1], inputs[2], inputs[3], inputs[4])), Round);
        Against("C# by hand", ours, byHand.PerSecond);
    }

    private static void Table(PeerProcess peers)
    {
        var model = Samples.Read(Samples.TableXml());
        Expect(model.Evaluate("benefit", Samples.TableInputs, Samples.Environment).Value == FeelValue.Of("B5"), "table");
        var ours = Rate.Of(() => _kept = model.Evaluate("benefit", Samples.TableInputs, Samples.Environment).Value, Round);
        Print("table of 12 rules x 5 columns", ours);
        var rows = Samples.Rules.Select(rule => new { tests = rule[..^1], outputs = new[] { rule[^1] } });
        Against("feelin", ours, peers.RateOf(new
        {
            engine = "feelin",
            work = "table",
            millis = 1000,
            inputs = Samples.TableInputNames,
            rows,
            context = Samples.TableContext,
        }));
        Against("dmn-eval-js", ours, peers.RateOf(new
        {
            engine = "dmn-eval-js",
            work = "table",
            millis = 1000,
            xml = Samples.TableXml(),
            decision = "benefit",
            context = Samples.TableContext,
        }));
        decimal[] inputs = [40, 240, 3];
        var byHand = Rate.Of(() => _keptByHand = HandWritten.Table(inputs[0], inputs[1], "married", inputs[2]), Round);
        Against("C# by hand", ours, byHand.PerSecond);
    }

    private static void Gmi(PeerProcess peers)
    {
        var model = Samples.Gmi();
        var value = model.Evaluate("entitled", GmiSample.Inputs, Samples.Environment).Value;
        Expect(value.Kind == FeelKind.Context && value.AsContext()["outcome"] == FeelValue.Of("granted"), "GMI decision");
        var ours = Rate.Of(() => _kept = model.Evaluate("entitled", GmiSample.Inputs, Samples.Environment).Value, Round);
        Print("GMI decision, three months", ours);
        Against("feelin", ours, peers.RateOf(new
        {
            engine = "feelin",
            work = "gmi",
            millis = 1000,
            monthly = GmiSample.Monthly,
            inputs = GmiSample.TableInputs,
            rows = GmiSample.TableRows,
            context = GmiSample.Context,
        }));
        decimal[] numbers = [4, 310.50m];
        var byHand = Rate.Of(
            () => _keptByHand = HandWritten.Gmi(GmiSample.Months, numbers[0], numbers[1], true, true, true, false).Outcome, Round);
        Against("C# by hand", ours, byHand.PerSecond);
    }

    /// <summary>The decision as the process calls it: both sides make the record of twelve entries with its months and reasons.</summary>
    private static void Proposal()
    {
        var model = Samples.Gmi();
        var value = model.Evaluate("proposal", GmiSample.ProposalInputs, Samples.Environment).Value.AsContext();
        var limits = new HandWritten.Limits(true, []);
        var duties = new HandWritten.Duties(true, []);
        decimal[] numbers = [4, 310.50m];
        HandWritten.Proposed ByHand() => HandWritten.Propose(
            GmiSample.Months, numbers[0], numbers[1], limits, duties, true, false, 3, "needy");
        var same = ByHand();
        Expect(
            value["outcome"] == FeelValue.Of(same.Outcome) && value["totalAmount"] == FeelValue.Of(same.TotalAmount)
                && value["to"] == FeelValue.Of(same.To!.Value) && value["months"].AsList().Count == same.Months.Count
                && value["reasons"].AsList().Count == same.Reasons.Count,
            "GMI proposal");
        var ours = Rate.Of(() => _kept = model.Evaluate("proposal", GmiSample.ProposalInputs, Samples.Environment).Value, Round);
        Print("GMI proposal, the whole record", ours);
        Against("C# by hand", ours, Rate.Of(() => _keptByHand = ByHand(), Round).PerSecond);
        ProposalTraced(model, ours);
    }

    /// <summary>What a step of a process does: the decision with a trace, and the trace as the JSON that is stored.</summary>
    private static void ProposalTraced(DmnModel model, Rate untraced)
    {
        DmnTrace Traced() => model.Evaluate("proposal", GmiSample.ProposalInputs, Samples.Environment, DmnTracing.On).Trace!;
        var trace = Traced();
        var traced = Rate.Of(() => _keptByHand = Traced(), Round);
        Print("GMI proposal with a trace", traced);
        Against("without", traced, untraced.PerSecond);
        Print($"its JSON written, {trace.ToJson().Length:N0} characters", Rate.Of(() => _keptByHand = trace.ToJson(), Round));
    }

    private static void LargeTable()
    {
        var model = Samples.Read(Samples.LargeTableXml(LargeTableRules));
        var inputs = FeelContext.Of(("amount", FeelValue.Of(99_995)), ("code", FeelValue.Of("c99")));
        Expect(model.Evaluate("benefit", inputs, Samples.Environment).Value == FeelValue.Of("r9999"), "large table");
        var large = Rate.Of(() => _kept = model.Evaluate("benefit", inputs, Samples.Environment).Value, Round);
        Print("table of 10,000 rules, the last one", large);
        var small = Samples.Read(Samples.LargeTableXml(10));
        var first = FeelContext.Of(("amount", FeelValue.Of(95)), ("code", FeelValue.Of("c9")));
        var ofTen = Rate.Of(() => _kept = small.Evaluate("benefit", first, Samples.Environment).Value, Round);
        Against("the same of 10 rules", large, ofTen.PerSecond);
    }

    private static void TracingOff()
    {
        var model = Samples.Read(Samples.TableXml());
        var off = Rate.Of(() => _kept = model.Evaluate("benefit", Samples.TableInputs, Samples.Environment).Value, Round);
        var on = Rate.Of(
            () => _kept = model.Evaluate("benefit", Samples.TableInputs, Samples.Environment, DmnTracing.On).Value, Round);
        Print("table with a trace", on);
        Against("without", on, off.PerSecond);
    }

    private static int FlatMemory()
    {
        const int times = 10_000_000;
        var expression = FeelExpression.Parse(Samples.Expression, FeelNames.Of(Samples.ExpressionInputs.Keys)).Expression!;
        var table = Samples.Read(Samples.TableXml());
        var ofExpression = Grown(times, () => _kept = expression.Evaluate(Samples.ExpressionInputs, Samples.Environment).Value);
        var gmi = Samples.Gmi();
        var ofTable = Grown(times, () => _kept = table.Evaluate("benefit", Samples.TableInputs, Samples.Environment).Value);
        var ofGmi = Grown(times, () => _kept = gmi.Evaluate("entitled", GmiSample.Inputs, Samples.Environment).Value);
        Console.Out.WriteLine(FormattableString.Invariant(
            $"memory after {times:N0} evaluations: of the expression {ofExpression:+#,0;-#,0;0} bytes, of the table {ofTable:+#,0;-#,0;0} bytes, of the GMI decision {ofGmi:+#,0;-#,0;0} bytes"));
        return Math.Max(ofExpression, Math.Max(ofTable, ofGmi)) < MostGrown ? 0 : 1;
    }

    private static long Grown(int times, Action work)
    {
        work();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var at = 0; at < times; at++)
        {
            work();
        }

        return GC.GetTotalMemory(forceFullCollection: true) - before;
    }

    private static double Peer(PeerProcess peers, string engine, string work, string text, object? context = null) =>
        peers.RateOf(new { engine, work, millis = 1000, text, context });

    private static void Print(string work, Rate rate) => Console.Out.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"{work,-36} {rate.PerSecond,12:N0} {rate.BytesEach,7:N0}"));

    private static void Against(string other, Rate ours, double theirs) => Console.Out.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"{"",-36} {"",12} {"",7}   {ours.PerSecond / theirs,9:N2} x {other} ({theirs:N0})"));

    private static void Expect(bool holds, string what)
    {
        if (!holds)
        {
            throw new InvalidOperationException($"The {what} gives another result than the benchmark is about.");
        }
    }
}
