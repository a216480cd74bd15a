namespace DigiSoc.Cases;

/// <summary>Cases: list, open, annotate. Opening a case is a read of personal data and is written to the access audit.</summary>
public sealed partial class CaseFiles
{
    public partial Task<CasePage> PageAsync(Worker worker, CaseQuery query, CancellationToken ct);

    /// <summary>Null when there is no such case in the worker's institution. <paramref name="purpose"/> goes into the audit.</summary>
    public partial Task<CaseFile?> OpenAsync(Worker worker, Guid caseId, string purpose, CancellationToken ct);

    public partial Task<CaseWhereabouts?> WhereAsync(Worker worker, Guid caseId, CancellationToken ct);

    public partial Task<DocumentContent?> DocumentAsync(Worker worker, Guid caseId, Guid documentId, CancellationToken ct);

    /// <summary>Refused when empty or longer than 4000 characters.</summary>
    public partial Task<Outcome<CaseNote>> AddNoteAsync(Worker worker, Guid caseId, string text, CancellationToken ct);
}
