using DigiSoc.Feel;
using DigiSoc.Runtime.History;
using DigiSoc.Runtime.Storage;

namespace DigiSoc.Runtime;

/// <summary>Messages and signals.</summary>
public sealed partial class Engine
{
    public partial async Task<EngineAnswer<PublishedMessage>> PublishMessageAsync(
        string name, string correlationKey, string? messageId, TimeSpan timeToLive, FeelContext variables, OperationContext context, CancellationToken ct)
    {
        var id = Guid.CreateVersion7(_node.Clock.Now);
        var stored = await _node.Database.ExecuteAsync(ct, Message(id, 0, name, correlationKey, messageId, timeToLive, variables, context));
        return stored == 0
            ? RunErrors.MessageTwice(name, messageId!)
            : await _node.Correlator.CorrelateAsync(id, ct);
    }

    public partial async Task<IReadOnlyList<UnwantedMessage>> UnwantedMessagesAsync(
        string name, DateTimeOffset publishedBefore, int size, OperationContext context, CancellationToken ct) =>
        await _node.Database.ListAsAsync(
            context.InstitutionId,
            new(
                MessageSql.Unwanted,
                Value.Text(context.InstitutionId),
                Value.Text(name),
                Value.At(publishedBefore),
                Value.At(_node.Clock.Now),
                Value.Int(Math.Clamp(size, 1, 200))),
            row => new UnwantedMessage(
                row.GetGuid(0), row.GetString(1), EventJson.Read(row.GetFieldValue<byte[]>(2)), row.GetFieldValue<DateTimeOffset>(3)),
            ct);

    public partial async Task<bool> WithdrawMessageAsync(Guid messageId, OperationContext context, CancellationToken ct) =>
        await _node.Database.ExecuteAsync(
            ct, new Statement(MessageSql.Withdraw, Value.Uuid(messageId), Value.Text(context.InstitutionId))) > 0;

    public partial async Task<EngineAnswer<Done>> BroadcastSignalAsync(
        string name, FeelContext variables, OperationContext context, CancellationToken ct)
    {
        var id = Guid.CreateVersion7(_node.Clock.Now);
        await _node.Database.ExecuteAsync(
            ct,
            Message(id, 1, name, "", null, TimeSpan.Zero, variables, context),
            new Statement(MessageSql.SpreadSignal, Value.Uuid(id)));
        await _node.Correlator.CorrelateAsync(id, ct);
        return Done.Value;
    }

    private Statement Message(
        Guid id, int kind, string name, string key, string? senderId, TimeSpan timeToLive, FeelContext variables, OperationContext context) => new(
        Sql.InsertMessage,
        Value.Uuid(id),
        Value.Text(context.InstitutionId),
        Value.Small(kind),
        Value.Text(name),
        Value.Text(key),
        Value.Text(senderId),
        Value.Bytes(EventJson.Write(variables)),
        Value.Text(context.Actor),
        Value.Text(context.OnBehalfOf),
        Value.Text(context.Purpose),
        Value.At(_node.Clock.Now),
        Value.At(_node.Clock.Now + timeToLive));
}
