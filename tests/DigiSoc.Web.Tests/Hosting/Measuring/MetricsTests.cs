using System.Diagnostics.Metrics;
using DigiSoc.Web.Hosting;
using DigiSoc.Web.Hosting.Measuring;
using DigiSoc.Web.Tests.Harness;

namespace DigiSoc.Web.Tests.Hosting.Measuring;

public sealed class MetricsTests(RunningProduct product) : IDisposable
{
    private readonly Meter _meter = new("DigiSoc.Web.Tests");

    public void Dispose() => _meter.Dispose();

    [Fact]
    public void FirstScrape_OfARunningHost_TellsWhatHappenedBeforeIt()
    {
        var families = PrometheusParser.Read(product.FirstMetrics);

        // The demonstration's cases were opened before anybody asked.
        families["digisoc_engine_steps_total"].Samples.Single().Value.ShouldBeGreaterThan(10);
        families["digisoc_engine_commit_duration_seconds"].Samples.Single(sample => sample.Name.EndsWith("_count", StringComparison.Ordinal)).Value.ShouldBeGreaterThan(1);
        families["digisoc_engine_jobs_total"].Samples.ShouldContain(sample => sample.Labels.ContainsKey("type") && sample.Labels.ContainsKey("outcome"));
        families["db_client_operation_duration_seconds"].Type.ShouldBe("histogram");
    }

    [Fact]
    public async Task Scrape_Later_CountsOnAndTellsRequests()
    {
        using var client = new HttpClient { BaseAddress = product.Address };
        _ = await client.GetStringAsync(new Uri("/health/live", UriKind.Relative), TestContext.Current.CancellationToken);

        using var answer = await client.GetAsync(new Uri("/metrics", UriKind.Relative), TestContext.Current.CancellationToken);

        answer.Content.Headers.ContentType!.ToString().ShouldBe(PrometheusText.MediaType);
        var families = PrometheusParser.Read(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        var first = PrometheusParser.Read(product.FirstMetrics)["digisoc_engine_steps_total"].Samples.Single().Value;
        families["digisoc_engine_steps_total"].Samples.Single().Value.ShouldBeGreaterThanOrEqualTo(first);
        families["http_server_request_duration_seconds"].Samples.ShouldContain(sample => sample.Labels.GetValueOrDefault("http_route") == "/health/live");
        families["dotnet_gc_collections_total"].Samples.Select(sample => sample.Labels["gc_heap_generation"]).ShouldBeUnique();
    }

    [Fact]
    public void Alerts_OfTheOperationsGuide_NameMetricsThatThereAre()
    {
        var families = PrometheusParser.Read(product.FirstMetrics);
        var guide = File.ReadAllText(Path.Combine(ProductFolders.Root, "docs", "operations.md"));

        var named = System.Text.RegularExpressions.Regex.Matches(guide, "(digisoc|http|db|dotnet)_[a-z_]+_[a-z]+(?=[\\[{ `])")
            .Select(match => match.Value).Where(name => !name.StartsWith("digisoc_app", StringComparison.Ordinal)).Distinct().ToList();

        named.Count.ShouldBeGreaterThan(6);
        named.Where(name => !families.ContainsKey(name)
            && !families.Values.Any(family => family.Type == "histogram" && name[..name.LastIndexOf('_')] == family.Name)).ShouldBeEmpty();
    }

    [Fact]
    public void Counter_WithATag_IsToldForEachValue()
    {
        using var metrics = new Metrics();
        var failures = _meter.CreateCounter<long>("digisoc.tests.failures", "{failure}", "Rounds \\ that\nfailed.");

        failures.Add(1, new KeyValuePair<string, object?>("loop", "message"));
        failures.Add(2, new KeyValuePair<string, object?>("loop", "a \"b\" \\ c\nd"));

        var family = PrometheusParser.Read(metrics.Write())["digisoc_tests_failures_total"];
        family.Help.ShouldBe("Rounds \\ that\nfailed.");
        family.Samples.Select(sample => (sample.Labels["loop"], sample.Value)).ShouldBe([("a \"b\" \\ c\nd", 2), ("message", 1)]);
    }

    [Fact]
    public void Histogram_WithBoundsOfItsOwn_PutsEachValueIntoItsBucket()
    {
        using var metrics = new Metrics();
        var took = _meter.CreateHistogram("digisoc.tests.took", "s", "", advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.1, 1] });

        took.Record(0.1);
        took.Record(0.5);
        took.Record(7);

        PrometheusParser.Read(metrics.Write())["digisoc_tests_took_seconds"].Samples
            .Select(sample => (sample.Name["digisoc_tests_took_seconds".Length..], sample.Labels.GetValueOrDefault("le"), sample.Value))
            .ShouldBe([("_bucket", "0.1", 1), ("_bucket", "1", 2), ("_bucket", "+Inf", 3), ("_sum", null, 7.6), ("_count", null, 3)]);
    }

    [Fact]
    public void Observed_ByTwoOfOneName_IsAddedUpAndAskedForAnew()
    {
        using var metrics = new Metrics();
        var open = 2;
        _meter.CreateObservableUpDownCounter("digisoc.tests.open", () => open);
        _meter.CreateObservableUpDownCounter("digisoc.tests.open", () => 5);
        double Told() => PrometheusParser.Read(metrics.Write())["digisoc_tests_open"].Samples.Single().Value;

        Told().ShouldBe(7);
        open = 1;

        Told().ShouldBe(6);
    }
}
