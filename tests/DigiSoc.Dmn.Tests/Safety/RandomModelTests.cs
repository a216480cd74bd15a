using DigiSoc.Dmn.Conformance;
using DigiSoc.Feel;

namespace DigiSoc.Dmn.Tests.Safety;

/// <summary>Models of the kit changed at random: reading, checking, evaluating and the kit's runner never throw.</summary>
public sealed class RandomModelTests
{
    private const int Models = 400;
    private const int LongestModel = 40_000;

    private static readonly string[] Formulas =
    [
        "null", "[1, 2]", "{a: 1}", "function(x) x", "@\"2020-01-01\"", "-", "1/0", "?", "not(1)", "", "item", "\"x\"", "&lt; 5",
        "[1..5]", "true", "sum", "for x in 1..9 return x", "                              ",
    ];

    private static readonly FeelEnvironment Hurried = Sample.Environment with { Limits = FeelLimits.Default with { Steps = 20_000 } };

    [Fact]
    public void ReadCheckEvaluate_ChangedModels_NeverThrow()
    {
        if (!Directory.Exists(Repository.Tck))
        {
            Environment.GetEnvironmentVariable("CI").ShouldNotBe("true", $"The kit is missing at {Repository.Tck}.");
            Assert.Skip($"The kit is missing at {Repository.Tck}.");
        }

        var models = Texts("*.dmn");
        var tests = Texts("*-test-*.xml");
        var run = RandomRun.Begin(Models);
        var random = run.Random;
        for (var at = 0; at < run.Rounds; at++)
        {
            var model = Changed(models[random.Next(models.Length)], models, random);
            var test = Changed(tests[random.Next(tests.Length)], tests, random);
            try
            {
                Use(model, test, random);
            }
            catch (Exception failure)
            {
                throw new InvalidOperationException($"{run}, model {at}:\n{model}", failure);
            }
        }
    }

    private static void Use(string xml, string test, Random random)
    {
        if (DmnReader.Read(xml).Model is { } model)
        {
            _ = DmnChecker.Check(model);
            var inputs = FeelContext.From(model.Inputs.Select(input => KeyValuePair.Create(input.Name, Value(random))));
            foreach (var decision in model.Decisions.Take(20))
            {
                var result = model.Evaluate(decision.Name, inputs, Hurried, random.Next(4) == 0 ? DmnTracing.On : DmnTracing.Off);
                _ = result.Value.ToString();
                if (result.Trace is { } trace)
                {
                    Tell(trace);
                }
            }

            foreach (var service in model.Services)
            {
                _ = model.Invoke(service.Name, inputs, Hurried);
            }
        }

        var folder = new TckFolder(
            "x", new Dictionary<string, string> { ["a.dmn"] = xml }, new Dictionary<string, string> { ["a-test-01.xml"] = test });
        folder.Run(Hurried).ShouldNotBeNull();
    }

    /// <summary>Whatever was done can be told; no sentence ends in two full stops.</summary>
    private static void Tell(DmnTrace trace)
    {
        _ = trace.ToJson();
        foreach (var sentence in (string[])[.. DmnExplanation.InWords(trace, "lv"), .. DmnExplanation.InWords(trace, "en")])
        {
            sentence.EndsWith("..", StringComparison.Ordinal).ShouldBeFalse(sentence);
        }
    }

    private static string Changed(string text, string[] others, Random random)
    {
        for (var times = random.Next(1, 6); times > 0; times--)
        {
            text = text.Length < 10 ? text : Change(text, others, random);
        }

        return text;
    }

    private static string Change(string text, string[] others, Random random)
    {
        var at = random.Next(text.Length);
        switch (random.Next(6))
        {
            case 0:
                return text.Remove(at, Math.Min(random.Next(1, 30), text.Length - at));
            case 1:
                var other = others[random.Next(others.Length)];
                return text.Insert(at, other.Substring(random.Next(other.Length / 2), Math.Min(random.Next(1, 60), other.Length / 2)));
            case 2:
                return text.Insert(at, ((char)random.Next(32, 0x2000)).ToString());
            case 3:
                return Replaced(text, "<text>", "</text>", at, Formulas[random.Next(Formulas.Length)]);
            case 4:
                return Replaced(text, "=\"", "\"", at, Between(text, "=\"", "\"", random.Next(text.Length)) ?? "");
            default:
                var lines = text.Split('\n');
                var (first, second) = (random.Next(lines.Length), random.Next(lines.Length));
                (lines[first], lines[second]) = (lines[second], lines[random.Next(2) == 0 ? first : second]);
                return string.Join('\n', lines);
        }
    }

    private static string Replaced(string text, string open, string close, int from, string by)
    {
        var start = text.IndexOf(open, from, StringComparison.Ordinal);
        var end = start < 0 ? -1 : text.IndexOf(close, start + open.Length, StringComparison.Ordinal);
        return end < 0 ? text : text[..(start + open.Length)] + by + text[end..];
    }

    private static string? Between(string text, string open, string close, int from)
    {
        var start = text.IndexOf(open, from, StringComparison.Ordinal);
        var end = start < 0 ? -1 : text.IndexOf(close, start + open.Length, StringComparison.Ordinal);
        return end < 0 ? null : text[(start + open.Length)..end];
    }

    private static FeelValue Value(Random random) => random.Next(7) switch
    {
        0 => FeelValue.Null,
        1 => FeelValue.Of(1),
        2 => FeelValue.Of("2020-01-01"),
        3 => FeelValue.True,
        4 => FeelValue.Of(FeelList.Of(FeelValue.Of(1), FeelValue.Null)),
        5 => FeelValue.Of(FeelContext.Of(("a", FeelValue.Of(1)))),
        _ => FeelValue.Of(-5),
    };

    private static string[] Texts(string pattern) =>
        [.. Directory.EnumerateFiles(Repository.Tck, pattern, SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(File.ReadAllText).Where(text => text.Length < LongestModel)];
}
