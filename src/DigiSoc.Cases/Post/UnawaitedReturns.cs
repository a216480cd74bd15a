using DigiSoc.Cases.Files;
using DigiSoc.Cases.Jobs;
using DigiSoc.Cases.Storage;
using DigiSoc.Documents;
using DigiSoc.Feel;
using DigiSoc.Runtime;
using Microsoft.EntityFrameworkCore;

namespace DigiSoc.Cases;

/// <summary>
/// Letters that came back when no process waited for it any more: after the term to answer, or of a case that is closed.
/// Each starts the package <c>returned-letter</c> on its case, so that it becomes somebody's task like any other (PazL 8(4)).
/// </summary>
/// <remarks>
/// The start may be repeated: its instance's id comes from the dispatch. The message is withdrawn after it; a process that
/// takes it in between has a task of its own, and then there are two.
/// </remarks>
internal sealed class UnawaitedReturns(
    Func<Engine> engine, Dispatch dispatch, CaseOpening cases, CaseStore store, CasesOptions options, TimeProvider time)
{
    /// <summary>The package that says what people do then.</summary>
    public const string PackageKey = "returned-letter";

    private const int AtOnce = 50;

    /// <summary>Takes up the returns of one institution that nobody has waited for.</summary>
    /// <returns>How many processes were started.</returns>
    public async Task<int> TakeUpAsync(string institutionId, CancellationToken ct)
    {
        var context = OperationContext.Engine(institutionId);
        var unwanted = await engine().UnwantedMessagesAsync(
            LetterNews.Returned, time.GetUtcNow() - options.ReturnedLetterPatience, AtOnce, context, ct);
        foreach (var message in unwanted)
        {
            await StartAsync(institutionId, Guid.Parse(message.CorrelationKey), ct);
            await engine().WithdrawMessageAsync(message.MessageId, context, ct);
        }

        return unwanted.Count;
    }

    private async Task StartAsync(string institutionId, Guid dispatchId, CancellationToken ct)
    {
        var record = await dispatch.FindAsync(institutionId, dispatchId, ct)
            ?? throw new InvalidOperationException($"Bug: a letter was told as returned that was never sent: dispatch {dispatchId}");
        var (opened, variables) = await cases.ReadAsync(institutionId, record.CaseId, ct);
        var title = await store.ReadAsync(
            institutionId,
            db => db.Letters.AsNoTracking().Where(row => row.DocumentId == record.DocumentId)
                .Select(row => new LocalText(row.TitleLv, row.TitleEn)).FirstOrDefaultAsync(ct),
            ct);
        var started = await engine().StartInstanceAsync(
            new PackageReference(PackageKey),
            record.CaseId.ToString(),
            variables.With("returned", FeelValue.Of(Describe(record, title ?? LocalText.Of(record.Subject)))),
            OperationContext.Engine(institutionId) with { Purpose = opened.PackageKey },
            PackageKey,
            EngineIds.InstanceFrom(dispatchId, PackageKey),
            null,
            ct);
        if (!started.IsDone)
        {
            throw new InvalidOperationException(
                $"The returned letter of dispatch {dispatchId} could not become a task: {started.Refusal.Code} {started.Refusal.Text}");
        }
    }

    private static FeelContext Describe(DispatchRecord record, LocalText title) => FeelContext.Of(
        ("dispatchId", FeelValue.Of(record.Id.ToString())),
        ("documentId", FeelValue.Of(record.DocumentId.ToString())),
        ("title", FeelValue.Of(title.Lv)),
        ("titleEn", FeelValue.Of(title.En)),
        ("channel", FeelValue.Of(ChannelTitles.Of(record.Channel).Lv)),
        ("channelEn", FeelValue.Of(ChannelTitles.Of(record.Channel).En)),
        ("sentOn", record.SentAt is { } sent ? FeelValue.Of(RigaTime.DayOf(sent)) : FeelValue.Null),
        ("returnedOn", record.OutcomeAt is { } came ? FeelValue.Of(RigaTime.DayOf(came)) : FeelValue.Null),
        ("reason", FeelValue.Of(record.Reason ?? "")));
}
