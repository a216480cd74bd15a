using System.Collections.Concurrent;
using DigiSoc.Bpmn;
using DigiSoc.Feel;
using DigiSoc.TestSupport;
using Npgsql;

namespace DigiSoc.Runtime.Tests;

/// <summary>A node with handlers the test scripts, and answers that wait for an outcome instead of for time.</summary>
internal sealed class TestNode : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Watcher _watcher = new();

    private TestNode(TestDatabase database, TestClock clock, EngineOptions options, IEnumerable<IJobHandler> handlers, IEnumerable<IStepObserver> observers)
    {
        Clock = clock;
        Engine = Engine.Create(options with { ConnectionString = database.ConnectionString }, handlers, [_watcher, .. observers], clock);
    }

    public Engine Engine { get; }

    public TestClock Clock { get; }

    /// <summary>Every step this node committed or tried to.</summary>
    public IReadOnlyCollection<StepRecord> Steps => _watcher.Steps;

    public static OperationContext Anna { get; } = new("ogre", "anna") { Groups = ["worker"] };

    public static OperationContext Berta { get; } = new("ogre", "berta") { Groups = ["worker"] };

    public static OperationContext Boss { get; } = new("ogre", "boss") { Groups = ["manager"], IsSupervisor = true };

    public static async Task<TestNode> StartAsync(
        TestDatabase database,
        TestClock? clock = null,
        EngineOptions? options = null,
        IEnumerable<IJobHandler>? handlers = null,
        IEnumerable<IStepObserver>? observers = null)
    {
        options ??= new() { ConnectionString = "", PollInterval = TimeSpan.FromMilliseconds(100), Housekeeping = false };
        var node = new TestNode(database, clock ?? new TestClock(), options, handlers ?? [new Handler("fetch")], observers ?? []);
        await node.Engine.StartAsync();
        return node;
    }

    public async Task<InstanceView> StartInstanceAsync(PackageContent content, FeelContext? variables = null, string? businessKey = null)
    {
        var deployed = (await Engine.DeployAsync(content, Boss)).OrThrow();
        return (await Engine.StartInstanceAsync(
            new(deployed.Package.Key, deployed.Package.Version), businessKey, variables ?? FeelContext.Empty, Anna)).OrThrow();
    }

    public async Task<UserTaskView> TaskAsync(InstanceView instance, string elementId) =>
        await UntilAsync(
            async () => (await Engine.TasksAsync(new() { BusinessKey = instance.BusinessKey }, Boss)).Items.FirstOrDefault(t => t.ElementId == elementId),
            $"open task {elementId}",
            instance);

    /// <summary>The id of the instance's waiting point of a kind.</summary>
    public async Task<Guid> WaitAsync(InstanceView instance, WaitKind kind) => (await UntilAsync(
        async () => (await Engine.WhereAsync(instance.InstanceId, Boss))!.Waits.FirstOrDefault(w => w.Kind == kind), $"wait of kind {kind}", instance)).PartId;

    public Task<InstanceView> EndAsync(InstanceView instance) => UntilAsync(
        async () => await Engine.FindInstanceAsync(instance.InstanceId, Boss) is { EndedAt: not null } ended ? ended : null,
        "end",
        instance);

    /// <summary>Asks until there is an answer; a failure shows tokens, waits and last events.</summary>
    public async Task<T> UntilAsync<T>(Func<Task<T?>> ask, string what, InstanceView? instance = null)
        where T : class
    {
        using var timeout = new CancellationTokenSource(Patience);
        while (!timeout.IsCancellationRequested)
        {
            if (await ask() is { } answer)
            {
                return answer;
            }

            await _watcher.NextAsync(TimeSpan.FromMilliseconds(50));
        }

        throw new Xunit.Sdk.XunitException($"Waited {Patience} for {what}.{(instance is null ? "" : await DescribeAsync(instance))}");
    }

    public async ValueTask DisposeAsync()
    {
        await Engine.DisposeAsync();
        _watcher.Dispose();
    }

    private async Task<string> DescribeAsync(InstanceView instance)
    {
        var where = await Engine.WhereAsync(instance.InstanceId, Boss);
        var history = await Engine.HistoryAsync(instance.BusinessKey, Boss);
        var counts = await Engine.CountWorkAsync(Boss);
        return $"""

            state:  {where?.Instance.Status} revision {where?.Instance.Revision}
            active: {string.Join(", ", where?.ActiveElementIds ?? [])}
            waits:  {string.Join(", ", where?.Waits.Select(w => $"{w.Kind} {w.ElementId} {w.WaitsFor} until {w.Until}") ?? [])}
            work:   {counts}
            last:   {string.Join("\n        ", history.TakeLast(6).Select(h => $"{h.Operation} {h.ElementId} {h.Events}"))}
            """;
    }

    /// <summary>Tells that a step was written, so that waiting needs no clock.</summary>
    private sealed class Watcher : IStepObserver, IDisposable
    {
        public void Dispose() => _beat.Dispose();

        private readonly ConcurrentQueue<StepRecord> _steps = new();
        private readonly SemaphoreSlim _beat = new(0);

        public IReadOnlyCollection<StepRecord> Steps => _steps;

        public Task OnStepAsync(StepRecord step, NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken ct)
        {
            _steps.Enqueue(step);
            _beat.Release();
            return Task.CompletedTask;
        }

        public Task<bool> NextAsync(TimeSpan atLatest) => _beat.WaitAsync(atLatest);
    }
}

/// <summary>A handler made of a function; without one it completes with <c>fetched = true</c>.</summary>
internal sealed class Handler(string type, Func<JobContext, Task<JobOutcome>>? work = null) : IJobHandler
{
    public string Type => type;

    public Task<JobOutcome> HandleAsync(JobContext job, CancellationToken ct) =>
        work?.Invoke(job) ?? Task.FromResult(JobOutcome.Completed(FeelContext.Of(("fetched", FeelValue.Of(true)))));
}

internal static class Answers
{
    /// <summary>The value, or a failure that shows the refusal.</summary>
    public static T OrThrow<T>(this EngineAnswer<T> answer) =>
        answer.IsDone ? answer.Value : throw new Xunit.Sdk.XunitException($"Refused: {answer.Refusal.Code} {answer.Refusal.Text}");
}
