using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using DigiSoc.Feel;

namespace DigiSoc.Runtime.Node;

/// <summary>Takes calls, one line each, on any number of connections.</summary>
internal sealed class CallServer : IDisposable
{
    private const string Institution = "ogre";

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Engine _engine;
    private readonly SkewedClock _clock;

    public CallServer(Engine engine, SkewedClock clock)
    {
        _engine = engine;
        _clock = clock;
        _listener.Start();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public async Task RunAsync(CancellationToken ct)
    {
        try
        {
            while (true)
            {
                _ = ServeAsync(await _listener.AcceptTcpClientAsync(ct), ct);
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // Asked to stop.
        }
    }

    public void Dispose() => _listener.Dispose();

    private async Task ServeAsync(TcpClient client, CancellationToken ct)
    {
        using var connection = client;
        using var reader = new StreamReader(client.GetStream());
        try
        {
            while (await reader.ReadLineAsync(ct) is { } line)
            {
                var answer = await AnswerAsync(JsonSerializer.Deserialize<Call>(line)!, ct);
                await client.GetStream().WriteAsync(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(answer) + "\n"), ct);
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // The caller is gone, or the node stops; either way nobody hears the answer.
        }
    }

    private async Task<CallAnswer> AnswerAsync(Call call, CancellationToken ct)
    {
        try
        {
            return await DoAsync(call, ct);
        }
        catch (Exception e)
        {
            return new(false, Error: $"{e.GetType().Name}: {e.Message}"); // The edge of the program.
        }
    }

    private async Task<CallAnswer> DoAsync(Call call, CancellationToken ct)
    {
        var isSupervisor = call.Actor.StartsWith("supervisor", StringComparison.Ordinal);
        var who = new OperationContext(Institution, call.Actor) { Groups = ["worker"], IsSupervisor = isSupervisor };
        switch (call.Kind)
        {
            case "start":
                var reference = FeelContext.Of(("reference", FeelValue.Of(call.Key!)));
                return Told(await _engine.StartInstanceAsync(new(call.Name!), call.Key, reference, who, null, call.Id, null, ct));
            case "complete":
                return Told(await _engine.CompleteTaskAsync(call.Id!.Value, FeelContext.Empty, who, null, ct));
            case "claim":
                return Told(await _engine.ClaimTaskAsync(call.Id!.Value, who, ct));
            case "publish":
                var content = FeelContext.Of(("message", FeelValue.Of(call.MessageId!)));
                var timeToLive = TimeSpan.FromMilliseconds(call.Milliseconds);
                return Told(await _engine.PublishMessageAsync(call.Name!, call.Key ?? "", call.MessageId, timeToLive, content, who, ct));
            case "signal":
                return Told(await _engine.BroadcastSignalAsync(call.Name!, FeelContext.Empty, who, ct));
            case "cancel":
                return Told(await _engine.CancelInstanceAsync(call.Id!.Value, "by chance", who, ct));
            case "suspend":
                return Told(await _engine.SuspendInstanceAsync(call.Id!.Value, "by chance", who, ct));
            case "resume":
                return Told(await _engine.ResumeInstanceAsync(call.Id!.Value, "by chance", who, ct));
            case "tasks":
                var page = await _engine.TasksAsync(new() { BusinessKey = call.Key, Size = 200, Order = TaskOrder.Newest }, who, ct);
                return new(true, Ids: [.. page.Items.Select(t => t.TaskId)]);
            case "clock":
                _clock.Set(TimeSpan.FromMilliseconds(call.Milliseconds));
                return new(true);
            case "memory":
                GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
                return new(true, Memory: new(GC.GetTotalMemory(forceFullCollection: true), Environment.WorkingSet));
            default:
                return new(false, Error: $"call {call.Kind} is not known");
        }
    }

    private static CallAnswer Told<T>(EngineAnswer<T> answer) =>
        answer.IsDone ? new(true) : new(false, $"{answer.Refusal.Code} {answer.Refusal.Text}");
}
