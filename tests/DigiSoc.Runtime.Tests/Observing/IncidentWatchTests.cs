using System.Diagnostics.Metrics;
using DigiSoc.Runtime.Observing;

namespace DigiSoc.Runtime.Tests.Observing;

/// <summary>How many incidents are open and how long the oldest has waited, as a scrape is told; old looks are not told.</summary>
public sealed class IncidentWatchTests(EngineDatabase database) : IClassFixture<EngineDatabase>
{
    [Fact]
    public async Task Scrape_TellsOpenOnesAndTheAgeOfTheOldest_ButNoOldLook()
    {
        var ct = TestContext.Current.CancellationToken;
        await using var node = await TestNode.StartAsync(database, handlers: [new Handler("fetch", _ => Task.FromResult(JobOutcome.Failed("TEST-1", "down", retryable: false)))]);
        using var scrape = new Scrape(node);
        await scrape.Watch.LookAsync(ct);
        scrape.Read().ShouldBe((0, 0));

        await StopAsync(node);
        node.Clock.Advance(TimeSpan.FromSeconds(90));
        var second = await StopAsync(node);
        node.Clock.Advance(TimeSpan.FromSeconds(10));
        scrape.Read().ShouldBe((null, null), "what was seen 100 seconds ago");
        await scrape.Watch.LookAsync(ct);
        scrape.Read().ShouldBe((2, 100));
        node.Clock.Advance(TimeSpan.FromSeconds(5));
        scrape.Read().ShouldBe((2, 105), "the age goes on between two looks");

        (await node.Engine.CancelInstanceAsync(second, "given up", TestNode.Boss, ct)).OrThrow();
        await scrape.Watch.LookAsync(ct);
        scrape.Read().ShouldBe((1, 105));
    }

    private static async Task<Guid> StopAsync(TestNode node)
    {
        var instance = await node.StartInstanceAsync(Models.Fetch);
        await node.UntilAsync(async () => (await node.Engine.IncidentsAsync(TestNode.Boss, instance.BusinessKey)).Items is [var one] ? one : null, "incident", instance);
        return instance.InstanceId;
    }

    /// <summary>A watch and what its own two instruments say; other nodes of the test process have some of the same names.</summary>
    private sealed class Scrape : IDisposable
    {
        private readonly MeterListener _listener = new();
        private readonly Dictionary<string, double> _values = [];

        public Scrape(TestNode node)
        {
            var thread = Environment.CurrentManagedThreadId;
            var isMaking = false;
            _listener.InstrumentPublished = (instrument, listener) =>
            {
                if (Volatile.Read(ref isMaking) && Environment.CurrentManagedThreadId == thread && instrument.Name.StartsWith("digisoc.engine.incident", StringComparison.Ordinal))
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            };
            _listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => _values[instrument.Name] = value);
            _listener.SetMeasurementEventCallback<double>((instrument, value, _, _) => _values[instrument.Name] = value);
            _listener.Start();
            Volatile.Write(ref isMaking, true);
            Watch = new IncidentWatch(node.Engine.Node.Database, node.Engine.Node.Clock);
            Volatile.Write(ref isMaking, false);
        }

        public IncidentWatch Watch { get; }

        public (double? Count, double? Age) Read()
        {
            _values.Clear();
            _listener.RecordObservableInstruments();
            return (Value("digisoc.engine.incidents"), Value("digisoc.engine.incident.age"));
        }

        public void Dispose()
        {
            _listener.Dispose();
            Watch.Dispose();
        }

        private double? Value(string name) => _values.TryGetValue(name, out var value) ? Math.Round(value) : null;
    }
}
