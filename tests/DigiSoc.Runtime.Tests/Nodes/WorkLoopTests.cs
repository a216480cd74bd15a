using System.Collections.Concurrent;
using DigiSoc.Runtime.Nodes;
using Microsoft.Extensions.Logging;

namespace DigiSoc.Runtime.Tests.Nodes;

/// <summary>A database that is away for hours does not fill the disk with what the loops say about it.</summary>
public sealed class WorkLoopTests
{
    [Fact]
    public async Task Rounds_FailInARow_ToldOnceWithTheirTraceAndWhenItIsOver()
    {
        using var stop = new CancellationTokenSource();
        var log = new Lines();
        var round = 0;

        await new WorkLoop("jobs", async _ =>
        {
            await Task.Yield();
            switch (++round)
            {
                case <= 3: throw new IOException("refused");
                case 4: throw new TimeoutException("no connection");
                case 6: await stop.CancelAsync(); break;
            }
        }, log).RunAsync(stop.Token);

        log.Said.ShouldBe(
        [
            "Warning A round of jobs failed; trying again IOException",
            "Warning A round of jobs failed; trying again TimeoutException",
            "Information Rounds of jobs succeed again after 4 that failed ",
        ]);
    }

    private sealed class Lines : ILogger
    {
        public ConcurrentQueue<string> Said { get; } = new();

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Said.Enqueue($"{logLevel} {formatter(state, exception)} {exception?.GetType().Name}");
    }
}
