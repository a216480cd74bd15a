namespace DigiSoc.Sandbox.Registers;

/// <summary>A question as it reached a register, whatever the protocol.</summary>
/// <param name="Topic">REST: last part of the path; SOAP: the operation.</param>
/// <param name="Key">Idempotency key of the asker.</param>
internal sealed record Question(
    string Register, string Topic, string PersonCode, AskedPeriod? Period, string Key, string Purpose, string LegalBasis)
{
    /// <summary>What a register would refuse the question for; null when nothing.</summary>
    public string? Complaint() =>
        Key.Length == 0 ? "idempotency key or request id is missing"
        : Purpose.Length == 0 ? "purpose is missing"
        : LegalBasis.Length == 0 ? "legal basis is missing"
        : Population.PersonCodes.Normalise(PersonCode) is null ? "person code is malformed"
        : Desk.NeedsPeriod($"{Register}/{Topic}") && Period is null ? "period is missing or malformed"
        : null;
}
