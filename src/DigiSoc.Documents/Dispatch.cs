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

    /// <summary>Whether the person has an active e-address; an authority then uses it first (OEAL 5).</summary>
    /// <returns>The problem when the channel does not answer or is not set up; ask again later.</returns>
    public async Task<(bool IsActive, DocumentProblem? Problem)> HasEAddressAsync(string personCode, CancellationToken ct = default)
    {
        if (GatewayOf(Channel.EAddress) is not { } gateway)
        {
            return (false, DocumentErrors.NoGatewayProblem(Channel.EAddress));
        }

        return await gateway.IsActiveAsync(personCode, ct) is { } active
            ? (active, null)
            : (false, DocumentErrors.GatewayUnreachableProblem(Channel.EAddress, AddressOf(Channel.EAddress)!, 1, "the address could not be looked up"));
    }

    /// <summary>A person handed the print job to the post (or registered it as outgoing) on that day.</summary>
    /// <param name="reference">Registration or tracking number; may be empty.</param>
    /// <param name="by">Who recorded it.</param>
    /// <returns>Null when there is no such row; the row unchanged when it was not waiting to be printed.</returns>
    public async Task<DispatchRecord?> RecordPostedAsync(
        string institutionId, Guid dispatchId, DateTimeOffset postedAt, string reference, string by, CancellationToken ct = default) =>
        await _ledger.MarkPostedAsync(institutionId, dispatchId, postedAt, reference, by, ct)
        ?? await _ledger.FindAsync(institutionId, dispatchId, ct);

    /// <summary>The addressee took the letter against signature, or refused it with a note (PazL 6, 7), posted or not.</summary>
    /// <returns>Null when there is no such row; the row unchanged when its outcome was known.</returns>
    public async Task<DispatchRecord?> RecordHandedOverAsync(
        string institutionId, Guid dispatchId, DateTimeOffset takenAt, string by, CancellationToken ct = default) =>
        await _ledger.MarkDeliveredAsync(institutionId, dispatchId, DispatchState.Sent, takenAt, true, by, ct)
        ?? await _ledger.MarkDeliveredAsync(institutionId, dispatchId, DispatchState.ToPrint, takenAt, true, by, ct)
        ?? await _ledger.FindAsync(institutionId, dispatchId, ct);

    /// <summary>The post confirms that a letter handed to it arrived.</summary>
    /// <returns>Null when there is no such row; the row unchanged when it was not under way.</returns>
    public async Task<DispatchRecord?> RecordDeliveredAsync(
        string institutionId, Guid dispatchId, DateTimeOffset deliveredAt, string by, CancellationToken ct = default) =>
        await _ledger.MarkDeliveredAsync(institutionId, dispatchId, DispatchState.Sent, deliveredAt, false, by, ct)
        ?? await _ledger.FindAsync(institutionId, dispatchId, ct);

    /// <summary>The letter came back, or the print job cannot be posted at all.</summary>
    /// <returns>Null when there is no such row; the row unchanged when its outcome was known.</returns>
    public async Task<DispatchRecord?> RecordUndeliveredAsync(
        string institutionId, Guid dispatchId, DateTimeOffset returnedAt, string reason, string by, CancellationToken ct = default) =>
        await _ledger.MarkUndeliveredAsync(institutionId, dispatchId, DispatchState.Sent, returnedAt, reason, 0, by, ct)
        ?? await _ledger.MarkUndeliveredAsync(institutionId, dispatchId, DispatchState.ToPrint, returnedAt, reason, 0, by, ct)
        ?? await _ledger.FindAsync(institutionId, dispatchId, ct);

    /// <summary>Postings that the case has not been told of: the program died in between. Act idempotently, then
    /// <see cref="MarkPostingToldAsync"/>.</summary>
    public Task<IReadOnlyList<DispatchRecord>> UntoldPostingsAsync(string institutionId, CancellationToken ct = default) =>
        _ledger.UntoldPostingsAsync(institutionId, ct);

    /// <summary>The case knows of the posting: <see cref="UntoldPostingsAsync"/> does not return the row again.</summary>
    public Task MarkPostingToldAsync(string institutionId, Guid dispatchId, CancellationToken ct = default) =>
        _ledger.MarkPostingToldAsync(institutionId, dispatchId, _time.GetUtcNow(), ct);

    /// <summary>One page of a list of the post room, after the row of that time and id (null: from the start).</summary>
    public Task<IReadOnlyList<DispatchRecord>> PostAsync(
        string institutionId, PostList list, DateTimeOffset? afterAt, Guid? afterId, int size, CancellationToken ct = default) =>
        _ledger.PostAsync(institutionId, list, afterAt, afterId, size, ct);

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
            row.InstitutionId, row.Id, DispatchState.Planned, _time.GetUtcNow(), answer.Reason, answer.Attempts, "", ct);
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
            "delivered" => _ledger.MarkDeliveredAsync(row.InstitutionId, row.Id, DispatchState.Sent, at, false, "", ct),
            "undelivered" => _ledger.MarkUndeliveredAsync(
                row.InstitutionId, row.Id, DispatchState.Sent, at, receipt.Reason ?? "", 0, "", ct),
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
