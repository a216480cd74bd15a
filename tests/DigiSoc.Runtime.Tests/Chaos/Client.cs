using System.Collections.Concurrent;
using System.Globalization;
using DigiSoc.Runtime.Node;

namespace DigiSoc.Runtime.Tests.Chaos;

/// <summary>What all clients know: the instances asked for and the tasks seen last.</summary>
internal sealed class Shared
{
    private int _number;

    public ConcurrentDictionary<Guid, string> Instances { get; } = new();

    public ConcurrentBag<Guid> Held { get; } = [];

    public string Next(string kind) => string.Create(CultureInfo.InvariantCulture, $"{kind}-{Interlocked.Increment(ref _number)}");
}

/// <summary>Does by chance what people and other systems do, and logs what it was told.</summary>
internal sealed class Client(Cluster cluster, RequestLog log, Shared shared, int seed)
{
    private const int MostTries = 100;
    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(100);
    private static readonly long AnHour = (long)TimeSpan.FromHours(1).TotalMilliseconds;

    private readonly Random _random = new(seed);

    public async Task RunAsync(CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            await (_random.Next(100) switch
            {
                < 22 => StartAsync(),
                < 60 => WorkAsync(),
                < 75 => PublishAsync("answer", SomeReference(), null),
                < 86 => PublishAsync("note", SomeReference(), shared.Next("note")),
                < 91 => ApplyAsync(),
                < 94 => OnceAsync(new("signal", shared.Next("signal"), Name: "alarm")),
                < 96 => ForSomeAsync("cancel"),
                _ => HoldAsync(),
            });
        }
    }

    /// <summary>Completes every task there is, as a supervisor.</summary>
    public async Task FinishAsync()
    {
        var found = await cluster.CallAsync(new("tasks", "anybody"), _random);
        foreach (var task in found?.Ids ?? [])
        {
            await OnceAsync(new("complete", shared.Next("supervisor"), task));
        }
    }

    private async Task WorkAsync()
    {
        var found = await cluster.CallAsync(new("tasks", "anybody"), _random);
        if (found?.Ids is not { Count: > 0 } ids)
        {
            return;
        }

        var task = ids[_random.Next(ids.Count)];
        if (_random.Next(5) == 0)
        {
            await OnceAsync(new("claim", shared.Next("claim"), task)); // Nobody else may complete it then but a supervisor.
        }
        else if (_random.Next(4) == 0)
        {
            await Task.WhenAll(CompleteAsync(task), CompleteAsync(task));
        }
        else
        {
            await CompleteAsync(task);
        }
    }

    private Task<CallAnswer?> CompleteAsync(Guid task) => OnceAsync(new("complete", shared.Next("complete"), task));

    public Task PublishAsync(string name, string? key, string? messageId) => key is null
        ? Task.CompletedTask
        : UntilToldAsync(new("publish", shared.Next("publish"), Name: name, Key: key, MessageId: messageId ?? $"{name}-{key}", Milliseconds: AnHour));

    public Task ResumeAsync(Guid instance) => UntilDoneOrRefusedAsync(() => new("resume", shared.Next("resume"), instance));

    private async Task StartAsync()
    {
        var (id, reference) = (EngineIds.NewInstance(DateTimeOffset.UtcNow), shared.Next("case"));
        shared.Instances[id] = reference;
        await UntilToldAsync(new("start", shared.Next("start"), id, "chaos", reference));
    }

    private Task ApplyAsync()
    {
        var id = shared.Next("application");
        return PublishAsync("application", id, id);
    }

    private async Task HoldAsync()
    {
        if (SomeInstance() is { } instance)
        {
            shared.Held.Add(instance);
            await OnceAsync(new("suspend", shared.Next("suspend"), instance));
            await WorkAsync();
            await ResumeAsync(instance);
        }
    }

    private Task ForSomeAsync(string kind) =>
        SomeInstance() is { } instance ? OnceAsync(new(kind, shared.Next(kind), instance)) : Task.CompletedTask;

    private async Task<CallAnswer?> OnceAsync(Call call)
    {
        var answer = await cluster.CallAsync(call, _random);
        log.Add(call, OutcomeOf(answer), answer?.Refusal ?? answer?.Error);
        return answer;
    }

    // The same request again until somebody answers: it carries an id by which a repetition is recognised.
    private async Task UntilToldAsync(Call call)
    {
        for (var attempt = 1; ; attempt++)
        {
            var answer = await cluster.CallAsync(call, _random);
            var outcome = OutcomeOf(answer);
            if (outcome == Outcome.Refused && answer!.Refusal!.StartsWith("RUN-301", StringComparison.Ordinal))
            {
                outcome = Outcome.Accepted; // Somebody's request with this id, perhaps our own, was accepted before.
            }

            if (outcome != Outcome.Unknown || attempt == MostTries)
            {
                log.Add(call, outcome, answer?.Refusal ?? answer?.Error);
                return;
            }

            await Task.Delay(Rest);
        }
    }

    private async Task UntilDoneOrRefusedAsync(Func<Call> call)
    {
        for (var attempt = 1; attempt <= MostTries; attempt++)
        {
            if (OutcomeOf(await OnceAsync(call())) != Outcome.Unknown)
            {
                return;
            }

            await Task.Delay(Rest);
        }
    }

    private string? SomeReference() => SomeInstance() is { } id ? shared.Instances[id] : null;

    private Guid? SomeInstance()
    {
        var all = shared.Instances.Keys.Order().TakeLast(60).ToList();
        return all.Count == 0 ? null : all[_random.Next(all.Count)];
    }

    private static Outcome OutcomeOf(CallAnswer? answer) => answer switch
    {
        { Done: true } => Outcome.Accepted,
        { Refusal: not null } => Outcome.Refused,
        _ => Outcome.Unknown,
    };
}
