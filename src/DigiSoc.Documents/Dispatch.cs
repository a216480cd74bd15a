using DigiSoc.Documents.Gateways;
using DigiSoc.Documents.Ledger;
using Npgsql;

namespace DigiSoc.Documents;

/// <summary>Sends kept documents and remembers how they fared (<c>documents.dispatches</c>). The authority proves
/// sending (PazL 8(4), 9(4)): the ledger is that proof, so no row is ever deleted.</summary>
/// <remarks>Thread-safe; one per program. Failures: DOC-030, DOC-040 to DOC-042.</remarks>
public sealed class Dispatch
{
    private readonly DispatchLedger _ledger;
    private readonly DocumentStore _documents;
    private readonly DocumentsOptions _options;
    private readonly IHttpClientFactory _http;
    private readonly TimeProvider _time;

    /// <param name="database">Connects as the application's role.</param>
    public Dispatch(NpgsqlDataSource database, DocumentsOptions options, IHttpClientFactory http, TimeProvider time)
    {
        _ledger = new DispatchLedger(database);
        _documents = new DocumentStore(database);
        _options = options;
        _http = http;
        _time = time;
    }

    /// <summary>Sends, or for post and on-site makes a print job. The same key is sent once; a call after a crash goes on
    /// where the first one stopped.</summary>
    public async Task<DispatchResult> SendAsync(DispatchRequest request, CancellationToken ct = default)
    {
        if (await _documents.FindAsync(request.InstitutionId, request.DocumentId, ct) is not { } document)
        {
            return new DispatchResult(null, DocumentErrors.UnknownDocumentProblem(request.DocumentId));
        }

        var state = IsElectronic(request.Channel) ? DispatchState.Planned : DispatchState.ToPrint;
        var row = await _ledger.EnterAsync(request, state, _time.GetUtcNow(), ct);
        return row.State == DispatchState.Planned
            ? await HandOverAsync(row, document, ct)
            : new DispatchResult(row, null);
    }

    /// <summary>Asks the electronic channels about what was sent and not yet confirmed, records what they say, and returns
    /// every outcome that nobody has been told yet.</summary>
    /// <returns>Delivered and undelivered rows, oldest first. The same row comes again until
    /// <see cref="MarkToldAsync"/>: a crash between recording and acting loses nothing, so act idempotently.</returns>
    public async Task<IReadOnlyList<DispatchRecord>> CollectReceiptsAsync(string institutionId, CancellationToken ct = default)
    {
        foreach (var row in await _ledger.InStateAsync(institutionId, DispatchState.Sent, ct))
        {
            if (GatewayOf(row.Channel) is { } gateway && row.Reference is { } reference
                && await gateway.ReceiptAsync(reference, ct) is { } receipt)
            {
                await RecordReceiptAsync(row, receipt, ct);
            }
        }

        return await _ledger.UntoldAsync(institutionId, ct);
    }

    /// <summary>Whoever must know of the outcome knows: <see cref="CollectReceiptsAsync"/> does not return the row again.</summary>
    public Task MarkToldAsync(string institutionId, Guid dispatchId, CancellationToken ct = default) =>
        _ledger.MarkToldAsync(institutionId, dispatchId, _time.GetUtcNow(), ct);

    /// <summary>A person handed the print job to the post (or registered it as outgoing) on that day.</summary>
    /// <param name="reference">Registration or tracking number.</param>
    /// <returns>Null when there is no such row; the row unchanged when it was not waiting to be printed.</returns>
    public async Task<DispatchRecord?> RecordPostedAsync(
        string institutionId, Guid dispatchId, DateTimeOffset postedAt, string reference, CancellationToken ct = default) =>
        await _ledger.MarkSentAsync(institutionId, dispatchId, DispatchState.ToPrint, postedAt, reference, 0, ct)
        ?? await _ledger.FindAsync(institutionId, dispatchId, ct);

    /// <summary>The letter arrived: receipt, signature on site, or refusal to take it with a note.</summary>
    /// <returns>Null when there is no such row; the row unchanged when its outcome was known.</returns>
    public async Task<DispatchRecord?> RecordDeliveredAsync(
        string institutionId, Guid dispatchId, DateTimeOffset deliveredAt, CancellationToken ct = default) =>
        await _ledger.MarkDeliveredAsync(institutionId, dispatchId, DispatchState.Sent, deliveredAt, ct)
        ?? await _ledger.MarkDeliveredAsync(institutionId, dispatchId, DispatchState.ToPrint, deliveredAt, ct)
        ?? await _ledger.FindAsync(institutionId, dispatchId, ct);

    /// <summary>The letter came back.</summary>
    /// <returns>Null when there is no such row; the row unchanged when its outcome was known or it was never sent.</returns>
    public async Task<DispatchRecord?> RecordUndeliveredAsync(
        string institutionId, Guid dispatchId, DateTimeOffset returnedAt, string reason, CancellationToken ct = default) =>
        await _ledger.MarkUndeliveredAsync(institutionId, dispatchId, DispatchState.Sent, returnedAt, reason, 0, ct)
        ?? await _ledger.FindAsync(institutionId, dispatchId, ct);

    /// <returns>Print jobs not yet posted, oldest first.</returns>
    public Task<IReadOnlyList<DispatchRecord>> ToPrintAsync(string institutionId, CancellationToken ct = default) =>
        _ledger.InStateAsync(institutionId, DispatchState.ToPrint, ct);

    /// <returns>All dispatches of a case, oldest first.</returns>
    public Task<IReadOnlyList<DispatchRecord>> OfCaseAsync(
        string institutionId, Guid caseId, CancellationToken ct = default) => _ledger.OfCaseAsync(institutionId, caseId, ct);

    /// <returns>Null when the institution has no such dispatch.</returns>
    public Task<DispatchRecord?> FindAsync(string institutionId, Guid dispatchId, CancellationToken ct = default) =>
        _ledger.FindAsync(institutionId, dispatchId, ct);

    private async Task<DispatchResult> HandOverAsync(DispatchRecord row, StoredDocument document, CancellationToken ct)
    {
        if (GatewayOf(row.Channel) is not { } gateway)
        {
            return new DispatchResult(row, DocumentErrors.NoGatewayProblem(row.Channel));
        }

        var message = await MessageOfAsync(row, document, ct);
        return await gateway.SendAsync(KeyOf(row), message, ct) switch
        {
            GatewayAnswer.Accepted accepted => await AcceptedAsync(row, accepted, ct),
            GatewayAnswer.Refused refused => await RefusedAsync(row, refused, ct),
            GatewayAnswer.Unreachable unreachable => await UnreachableAsync(row, unreachable, ct),
            var other => throw new InvalidOperationException($"Bug: no case for {other.GetType().Name}."),
        };
    }

    private async Task<DispatchResult> AcceptedAsync(DispatchRecord row, GatewayAnswer.Accepted answer, CancellationToken ct)
    {
        var sent = await _ledger.MarkSentAsync(
            row.InstitutionId, row.Id, DispatchState.Planned, _time.GetUtcNow(), answer.Reference, answer.Attempts, ct);
        return new DispatchResult(sent ?? await _ledger.FindAsync(row.InstitutionId, row.Id, ct), null);
    }

    private async Task<DispatchResult> RefusedAsync(DispatchRecord row, GatewayAnswer.Refused answer, CancellationToken ct)
    {
        var back = await _ledger.MarkUndeliveredAsync(
            row.InstitutionId, row.Id, DispatchState.Planned, _time.GetUtcNow(), answer.Reason, answer.Attempts, ct);
        return new DispatchResult(
            back ?? await _ledger.FindAsync(row.InstitutionId, row.Id, ct),
            DocumentErrors.AddressRefusedProblem(row.Channel, row.Id));
    }

    private async Task<DispatchResult> UnreachableAsync(
        DispatchRecord row, GatewayAnswer.Unreachable answer, CancellationToken ct)
    {
        var tried = await _ledger.NoteAttemptsAsync(row, answer.Attempts, ct);
        return new DispatchResult(
            tried ?? await _ledger.FindAsync(row.InstitutionId, row.Id, ct),
            DocumentErrors.GatewayUnreachableProblem(row.Channel, AddressOf(row.Channel)!, answer.Attempts, answer.Reason));
    }

    private async Task<GatewayMessage> MessageOfAsync(DispatchRecord row, StoredDocument document, CancellationToken ct)
    {
        var content = await _documents.ContentAsync(row.InstitutionId, document.Id, ct)
            ?? throw new InvalidOperationException($"Bug: document {document.Id} was found and then not.");
        var attachment = new GatewayAttachment($"{document.Kind}.pdf", document.ContentType, content.Content);
        return new GatewayMessage(
            row.Recipient, row.Subject, await _ledger.BodyAsync(row.InstitutionId, row.Id, ct), [attachment]);
    }

    private Task<DispatchRecord?> RecordReceiptAsync(DispatchRecord row, GatewayReceipt receipt, CancellationToken ct)
    {
        var at = receipt.At ?? _time.GetUtcNow();
        return receipt.Status switch
        {
            "delivered" => _ledger.MarkDeliveredAsync(row.InstitutionId, row.Id, DispatchState.Sent, at, ct),
            "undelivered" => _ledger.MarkUndeliveredAsync(
                row.InstitutionId, row.Id, DispatchState.Sent, at, receipt.Reason ?? "", 0, ct),
            _ => Task.FromResult<DispatchRecord?>(null),
        };
    }

    // Unique over institutions too: the gateway serves them all.
    private static string KeyOf(DispatchRecord row) => $"dispatch-{row.Id:N}";

    private static bool IsElectronic(Channel channel) => channel is Channel.EAddress or Channel.Email;

    private MessageGateway? GatewayOf(Channel channel) => AddressOf(channel) is { } address
        ? new MessageGateway(_http.CreateClient(nameof(Dispatch)), address, _options, _time)
        : null;

    private Uri? AddressOf(Channel channel) => channel switch
    {
        Channel.Email => _options.EmailGateway,
        Channel.EAddress => _options.EAddressGateway,
        _ => null,
    };
}
