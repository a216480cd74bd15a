using System.Globalization;
using DigiSoc.Cases.Storage;
using DigiSoc.Documents;
using DigiSoc.Feel;
using DigiSoc.Runtime;

namespace DigiSoc.Cases.Jobs;

/// <summary>Tells processes what became of their letters: <c>letter-received</c> and <c>letter-returned</c> by dispatch id.</summary>
/// <remarks>The engine is asked for late: it is made of the handlers that tell it.</remarks>
internal sealed class LetterNews(Func<Engine> engine, Dispatch dispatch, CaseStore store)
{
    /// <summary>How long a message waits for a process that has not come so far yet.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromDays(30);

    /// <summary>Asks the channels of one institution for receipts and tells each change once.</summary>
    public async Task CollectAsync(string institutionId, CancellationToken ct)
    {
        foreach (var record in await dispatch.CollectReceiptsAsync(institutionId, ct))
        {
            if (record.State == DispatchState.Undelivered)
            {
                await TellReturnedAsync(record, ct);
            }
            else if (record.State == DispatchState.Delivered)
            {
                await TellReceivedAsync(record, ct);
            }

            await dispatch.MarkToldAsync(institutionId, record.Id, ct);
        }
    }

    /// <summary>A person says what became of a letter. False when the institution has no such dispatch.</summary>
    public async Task<bool> ReportAsync(string institutionId, Guid dispatchId, bool delivered, DateOnly on, string reason, CancellationToken ct)
    {
        var at = RigaTime.At(on, new TimeOnly(12, 0));
        var record = delivered
            ? await dispatch.RecordDeliveredAsync(institutionId, dispatchId, at, ct)
            : await dispatch.RecordUndeliveredAsync(institutionId, dispatchId, at, reason, ct);
        if (record is null)
        {
            return false;
        }

        await (delivered ? TellReceivedAsync(record, ct) : TellReturnedAsync(record, ct));
        return true;
    }

    public async Task TellReturnedAsync(DispatchRecord record, CancellationToken ct)
    {
        await MarkUndeliveredAsync(record, ct);
        await PublishAsync("letter-returned", record, FeelContext.Of(("reason", FeelValue.Of(record.Reason))), ct);
    }

    private Task TellReceivedAsync(DispatchRecord record, CancellationToken ct) => PublishAsync(
        "letter-received",
        record,
        FeelContext.Of(("servedOn", FeelValue.Of(RigaTime.DayOf(record.OutcomeAt ?? record.PlannedAt)))),
        ct);

    private Task<int> MarkUndeliveredAsync(DispatchRecord record, CancellationToken ct) => store.SqlAsync(
        record.InstitutionId,
        sql => sql.ExecuteAsync("UPDATE cases.letters SET state = 'undelivered' WHERE dispatch_id = $1 AND state <> 'served'", [record.Id], ct),
        ct);

    private async Task PublishAsync(string name, DispatchRecord record, FeelContext variables, CancellationToken ct) =>
        await engine().PublishMessageAsync(
            name,
            record.Id.ToString(),
            string.Create(CultureInfo.InvariantCulture, $"{name}/{record.Id:N}"),
            Patience,
            variables,
            OperationContext.Engine(record.InstitutionId),
            ct);
}
