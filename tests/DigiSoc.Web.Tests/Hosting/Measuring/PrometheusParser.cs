using System.Globalization;
using System.Text.RegularExpressions;

namespace DigiSoc.Web.Tests.Hosting.Measuring;

/// <summary>One line with a value.</summary>
internal sealed record Sample(string Name, IReadOnlyDictionary<string, string> Labels, double Value)
{
    /// <summary>The labels without the bound of a bucket, as text: what tells a series of a histogram.</summary>
    public string SeriesKey => string.Join(',', Labels.Where(label => label.Key != "le").Select(label => $"{label.Key}={label.Value}").Order(StringComparer.Ordinal));
}

/// <summary>One family: what its head says and its samples, in the order they stand.</summary>
internal sealed record Family(string Name, string Type, string? Help, List<Sample> Samples);

/// <summary>Reads Prometheus' text format 0.0.4 and refuses whatever the format and the conventions of naming do not allow.</summary>
internal static partial class PrometheusParser
{
    private static readonly string[] Types = ["counter", "gauge", "histogram"];

    public static IReadOnlyDictionary<string, Family> Read(string text)
    {
        text.ShouldEndWith("\n");
        text.ShouldNotContain('\r');
        var families = new Dictionary<string, Family>(StringComparer.Ordinal);
        string? help = null;
        string? helped = null;
        Family? current = null;
        foreach (var line in text[..^1].Split('\n'))
        {
            if (HelpLine().Match(line) is { Success: true } said)
            {
                helped.ShouldBeNull($"two HELP lines in a row: {line}");
                (helped, help) = (said.Groups["name"].Value, Unescaped(said.Groups["text"].Value, "\\n"));
            }
            else if (TypeLine().Match(line) is { Success: true } typed)
            {
                var name = typed.Groups["name"].Value;
                (helped ?? name).ShouldBe(name, "HELP is of another family");
                Types.ShouldContain(typed.Groups["type"].Value, line);
                families.ShouldNotContainKey(name, $"a family comes twice: {name}");
                families[name] = current = new(name, typed.Groups["type"].Value, help, []);
                (helped, help) = (null, null);
            }
            else
            {
                current.ShouldNotBeNull($"a sample before any TYPE: {line}");
                helped.ShouldBeNull($"a sample between HELP and TYPE: {line}");
                current.Samples.Add(SampleOf(line));
            }
        }

        foreach (var family in families.Values)
        {
            Check(family);
        }

        return families;
    }

    private static Sample SampleOf(string line)
    {
        var match = SampleLine().Match(line);
        match.Success.ShouldBeTrue($"not a sample: {line}");
        var labels = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (Match label in Label().Matches(match.Groups["labels"].Value))
        {
            labels.TryAdd(label.Groups["name"].Value, Unescaped(label.Groups["value"].Value, "\\n\"")).ShouldBeTrue($"a label twice: {line}");
        }

        var value = match.Groups["value"].Value switch
        {
            "+Inf" => double.PositiveInfinity,
            "-Inf" => double.NegativeInfinity,
            "NaN" => double.NaN,
            var number => double.Parse(number, NumberStyles.Float, CultureInfo.InvariantCulture),
        };
        return new(match.Groups["name"].Value, labels, value);
    }

    private static string Unescaped(string text, string allowed) => Regex.Replace(text, @"\\(.?)", escape =>
    {
        var letter = escape.Groups[1].Value;
        (letter.Length == 1 && (allowed.Contains(letter, StringComparison.Ordinal) || letter == "\\")).ShouldBeTrue($"wrong escape in: {text}");
        return letter == "n" ? "\n" : letter;
    });

    private static void Check(Family family)
    {
        family.Name.ShouldNotMatch("_(ms|milliseconds|us|microseconds|min|minutes|kilobytes|kB|MB)(_|$)", $"base units: {family.Name}");
        (family.Type == "counter").ShouldBe(family.Name.EndsWith("_total", StringComparison.Ordinal), $"{family.Name} is a {family.Type}");
        family.Samples.Select(sample => (sample.Name, sample.SeriesKey, sample.Labels.GetValueOrDefault("le"))).ShouldBeUnique();
        if (family.Type == "histogram")
        {
            CheckHistogram(family);
            return;
        }

        family.Samples.ShouldAllBe(sample => sample.Name == family.Name && !sample.Labels.ContainsKey("le"));
        if (family.Type == "counter")
        {
            family.Samples.ShouldAllBe(sample => sample.Value >= 0);
        }
    }

    private static void CheckHistogram(Family family)
    {
        foreach (var series in family.Samples.GroupBy(sample => sample.SeriesKey))
        {
            var buckets = series.Where(sample => sample.Name == family.Name + "_bucket").ToArray();
            buckets.Select(bucket => bucket.Labels["le"] == "+Inf" ? double.PositiveInfinity : double.Parse(bucket.Labels["le"], CultureInfo.InvariantCulture))
                .ShouldBeInOrder(SortDirection.Ascending);
            buckets.Select(bucket => bucket.Value).ShouldBeInOrder(SortDirection.Ascending);
            buckets[^1].Labels["le"].ShouldBe("+Inf", family.Name);
            series.Single(sample => sample.Name == family.Name + "_count").Value.ShouldBe(buckets[^1].Value);
            series.Count(sample => sample.Name == family.Name + "_sum").ShouldBe(1);
            series.Count().ShouldBe(buckets.Length + 2, family.Name);
        }
    }

    [GeneratedRegex(@"^# HELP (?<name>[a-zA-Z_:][a-zA-Z0-9_:]*) (?<text>.*)$")]
    private static partial Regex HelpLine();

    [GeneratedRegex(@"^# TYPE (?<name>[a-zA-Z_:][a-zA-Z0-9_:]*) (?<type>[a-z]+)$")]
    private static partial Regex TypeLine();

    [GeneratedRegex("""^(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)(\{(?<labels>[a-zA-Z_][a-zA-Z0-9_]*="([^"\\]|\\.)*"(,[a-zA-Z_][a-zA-Z0-9_]*="([^"\\]|\\.)*")*)\})? (?<value>[+-]Inf|NaN|-?[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]+)?)$""")]
    private static partial Regex SampleLine();

    [GeneratedRegex("""(?<name>[a-zA-Z_][a-zA-Z0-9_]*)="(?<value>([^"\\]|\\.)*)"(,|$)""")]
    private static partial Regex Label();
}
