using DigiSoc.Bpmn;
using DigiSoc.Runtime.Nodes;
using DigiSoc.Runtime.Observing;
using DigiSoc.Runtime.Packages;
using DigiSoc.Runtime.Stepping;
using DigiSoc.Runtime.Storage;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace DigiSoc.Runtime.Messages;

/// <summary>Brings each message to one receiver: a point that waits, a process that begins with it, or the buffer.</summary>
/// <remarks>
/// A message is stored first and never lost after that; every stage is a row another node can take further. The key's
/// advisory lock makes a message and a subscription that come at once see one another; the receiver's step marks the
/// message delivered in its own transaction, so it arrives once.
/// </remarks>
internal sealed class Correlator(
    Database database,
    InstanceReader reader,
    Stepper stepper,
    PackageStore packages,
    PackageShelf shelf,
    EngineOptions options,
    EngineClock clock,
    ILogger log)
{
    private const int Batch = 100;

    /// <summary>Works off messages that are new or on their way; called by the loop of each node.</summary>
    /// <returns>False when there was nothing to do.</returns>
    public async Task<bool> RoundAsync(CancellationToken ct)
    {
        var open = await database.ListAsync(new(MessageSql.Open, Value.Int(Batch)), StoredMessage.Read, ct);
        foreach (var message in open)
        {
            await TryGoOnAsync(message, ct);
        }

        return open.Count == Batch;
    }

    // One that cannot be taken further must not hold up those behind it.
    private async Task TryGoOnAsync(StoredMessage message, CancellationToken ct)
    {
        try
        {
            await GoOnAsync(message, ct);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Meters.LoopFailures.Add(1, new KeyValuePair<string, object?>("loop", "message"));
            log.LogWarning(e, "Message {Message} could not be taken further; trying again after others", message.Id);
            await database.ExecuteAsync(ct, new Statement(MessageSql.Rest, Value.Uuid(message.Id)));
        }
    }

    /// <summary>Takes one message that is stored as far as it goes now.</summary>
    /// <remarks>A failure is not the sender's: it would send it again, and it would be heard twice. The loop of some node takes it further.</remarks>
    public async Task<PublishedMessage> CorrelateAsync(Guid id, CancellationToken ct)
    {
        try
        {
            return await TryCorrelateAsync(id, ct);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Meters.LoopFailures.Add(1, new KeyValuePair<string, object?>("loop", "message"));
            log.LogWarning(e, "Message {Message} is stored and could not be taken further; trying again", id);
            return new(MessageFate.New, null);
        }
    }

    private async Task<PublishedMessage> TryCorrelateAsync(Guid id, CancellationToken ct)
    {
        var message = await ReadAsync(id, ct);
        if (message is not null)
        {
            await GoOnAsync(message, ct);
            message = await ReadAsync(id, ct) ?? message;
        }

        return new(message?.Fate ?? MessageFate.Expired, message?.Target is { } target ? EngineIds.InstanceOf(target) : null);
    }

    private async Task<StoredMessage?> ReadAsync(Guid id, CancellationToken ct) =>
        (await database.ListAsync(new(MessageSql.One, Value.Uuid(id)), StoredMessage.Read, ct)).FirstOrDefault();

    private async Task GoOnAsync(StoredMessage message, CancellationToken ct)
    {
        switch (message.Fate, message.IsSignal)
        {
            case (MessageFate.New, false): await AddressAsync(message, ct); break;
            case (MessageFate.New, true): await StartAllAsync(message, ct); break;
            case (MessageFate.Addressed, _): await DeliverAsync(message, message.Target!.Value, ct); break;
        }
    }

    private async Task AddressAsync(StoredMessage message, CancellationToken ct)
    {
        var target = await FindReceiverAsync(message, ct);
        if (target is { } point)
        {
            await DeliverAsync(message, point, ct);
        }
        else if (await StartByAsync(message, StartKind.Message, ct) == Begun.Nothing)
        {
            await BufferAsync(message, ct);
        }
    }

    private async Task<Guid?> FindReceiverAsync(StoredMessage message, CancellationToken ct)
    {
        await using var connection = await database.Engine.OpenConnectionAsync(ct);
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(Lock(message).ToCommand());
        batch.BatchCommands.Add(new Statement(
            MessageSql.Address,
            Value.Uuid(message.Id),
            Value.Text(message.InstitutionId),
            Value.Text(message.Name),
            Value.Text(message.CorrelationKey)).ToCommand());
        database.Trips.Count(1, 2);
        await using var reader = await batch.ExecuteReaderAsync(ct);
        await reader.NextResultAsync(ct);
        return await reader.ReadAsync(ct) && !reader.IsDBNull(1) ? reader.GetGuid(1) : null;
    }

    private Task<int> BufferAsync(StoredMessage message, CancellationToken ct) => database.ExecuteAsync(
        ct,
        Lock(message),
        new Statement(
            MessageSql.Address,
            Value.Uuid(message.Id),
            Value.Text(message.InstitutionId),
            Value.Text(message.Name),
            Value.Text(message.CorrelationKey)), // Somebody may have begun to wait since.
        new Statement(MessageSql.Buffer, Value.Uuid(message.Id), Value.At(clock.Now)));

    private static Statement Lock(StoredMessage message) => new(
        Sql.LockKey, Value.Text(message.InstitutionId), Value.Text(message.Name), Value.Text(message.CorrelationKey));

    private async Task DeliverAsync(StoredMessage message, Guid target, CancellationToken ct)
    {
        var number = EngineIds.NumberOf(target);
        Command command = message.IsSignal
            ? new DeliverSignal(number, message.Variables)
            : new DeliverMessage(number, message.PublicId, message.Variables);
        var request = new StepRequest(EngineIds.InstanceOf(target), command, message.Context)
        {
            PartId = target,
            Guard = StepGuard.Unheld(target),
            Beside = [Delivered(message)],
        };
        var answer = await stepper.RunAsync(request, ct);
        if (!answer.IsDone)
        {
            await database.ExecuteAsync(ct, await AfterRefusalAsync(message, target, ct));
        }
    }

    // Wanted, but held or busy: it waits. A signal's point that is gone: nothing more to do. A message's: look for another.
    private async Task<Statement> AfterRefusalAsync(StoredMessage message, Guid target, CancellationToken ct)
    {
        var instanceId = EngineIds.InstanceOf(target);
        return await reader.ReadAsync(instanceId, ct) is { } stored && stored.Waits(target)
            ? new(MessageSql.Postpone, Value.Uuid(message.Id), Value.Uuid(instanceId))
            : new(message.IsSignal ? MessageSql.Forget : MessageSql.LookAgain, Value.Uuid(message.Id));
    }

    private Statement Delivered(StoredMessage message) => new(
        MessageSql.Delivered, Value.Uuid(message.Id), Value.At(clock.Now + options.DuplicateWindow));

    private static Statement WaitForStart(StoredMessage message, StoredInstance instance) => new(
        MessageSql.WaitForStart,
        Value.Uuid(message.Id),
        Value.Text(message.InstitutionId),
        Value.Text(instance.PackageKey),
        Value.Int(instance.PackageVersion),
        Value.Text(instance.ProcessId));

    // Whoever waited has a message of its own since the signal was stored. As long as one start is not known to be stored, the
    // signal is not over; what it has started is known by its id, and not started again.
    private async Task StartAllAsync(StoredMessage signal, CancellationToken ct)
    {
        var isOver = await StartByAsync(signal, StartKind.Signal, ct) != Begun.NotYet;
        await database.ExecuteAsync(ct, isOver ? Delivered(signal) : new(MessageSql.Rest, Value.Uuid(signal.Id)));
        await RoundAsync(ct);
    }

    /// <summary>What a message or signal has begun.</summary>
    private enum Begun
    {
        /// <summary>No process begins with it.</summary>
        Nothing,

        /// <summary>One for a message, all for a signal.</summary>
        All,

        /// <summary>It is not known to be stored, or a hold keeps it: the message is looked at again.</summary>
        NotYet,
    }

    /// <summary>Starts processes, of latest versions, that begin with the message: one for a message, all for a signal.</summary>
    private async Task<Begun> StartByAsync(StoredMessage message, StartKind kind, CancellationToken ct)
    {
        var started = Begun.Nothing;
        foreach (var version in await packages.ListAsync(null, ct))
        {
            var package = await shelf.LoadAsync(version.Key, version.Version, ct);
            foreach (var (processId, start) in StartsOf(package, kind, message.Name))
            {
                var begun = await StartAsync(message, package, processId, start, kind, ct);
                started = begun > started ? begun : started;
                if (started != Begun.Nothing && kind == StartKind.Message)
                {
                    return started;
                }
            }
        }

        return started;
    }

    private static IEnumerable<(string ProcessId, StartTrigger Start)> StartsOf(LoadedPackage package, StartKind kind, string name) =>
        from model in package.Models
        from start in model.Value.Starts
        where start.Kind == kind && start.Name == name
        select (model.Key, start);

    private async Task<Begun> StartAsync(
        StoredMessage message, LoadedPackage package, string processId, StartTrigger start, StartKind kind, CancellationToken ct)
    {
        var businessKey = message.CorrelationKey.Length == 0 ? null : message.CorrelationKey;
        var instance = NewInstance.Of(package, processId, businessKey, message.Context, null, clock.Now);
        // A signal starts several; which of them it has started is known by an id made from signal and process.
        instance = kind == StartKind.Signal ? instance with { Id = EngineIds.InstanceFrom(message.Id, $"{package.Key}/{processId}/{start.ElementId}") } : instance;
        instance = instance with { RootId = instance.Id };
        var request = new StepRequest(instance.Id, new StartInstance(message.Variables, start.ElementId), message.Context) { New = instance };
        if (kind == StartKind.Message)
        {
            // A conflict says that another node has taken it: no further try. The key before the row, as who addresses it has them.
            request = request with
            {
                Beside = [Lock(message), new(MessageSql.Take, Value.Uuid(message.Id), Value.At(clock.Now + options.DuplicateWindow))],
                Tries = 1,
            };
        }

        try
        {
            var answer = await stepper.RunAsync(request, ct);
            if (answer is { IsDone: false, Refusal.Code: RunErrors.StartsHeldCode } && kind == StartKind.Message)
            {
                await database.ExecuteAsync(ct, WaitForStart(message, instance));
                return Begun.NotYet;
            }

            // Busy: another node has the message, or our connection broke.
            return answer.IsDone ? Begun.All : answer.Refusal.Code == RunErrors.InstanceBusyCode ? Begun.NotYet : Begun.Nothing;
        }
        catch (PostgresException e) when (e is { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: "pk_instances" })
        {
            return Begun.All; // Started before, by a node that died before it could say so.
        }
    }
}
