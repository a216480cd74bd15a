using System.Runtime.InteropServices;
using DigiSoc.Runtime;
using DigiSoc.Runtime.Node;

// One node of the engine as a process of its own, for tests that kill it: it takes calls as lines of JSON on a port of
// 127.0.0.1 and works off jobs whose effects go into the ledger. It prints "ready PORT" when it can be used.
var settings = NodeSettings.Read(args);
var clock = new SkewedClock(settings.Skew);
var options = new EngineOptions
{
    ConnectionString = settings.Connection,
    NodeName = settings.Name,
    Lease = settings.Lease,
    PollInterval = settings.PollInterval,
    JobConcurrency = 8,
    CommitLanes = 4,
    StepsPerCommit = settings.StepsPerCommit,
    RetryPolicies = new Dictionary<string, RetryPolicy>
    {
        [LedgerHandler.JobType] = new(TimeSpan.FromMilliseconds(50), TimeSpan.FromSeconds(1), Attempts: 1000),
    },
    Housekeeping = false,
    CorrectsGivenClock = true,
};

using var stopping = new CancellationTokenSource();
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
{
    signal.Cancel = true;
    stopping.Cancel();
});
await using var ledger = new LedgerHandler(settings);
await using var engine = Engine.Create(options, [ledger], [], clock);
using var calls = new CallServer(engine, clock);
await engine.StartAsync(stopping.Token);
Console.WriteLine($"ready {calls.Port}");
await calls.RunAsync(stopping.Token);
await engine.StopAsync(CancellationToken.None);
