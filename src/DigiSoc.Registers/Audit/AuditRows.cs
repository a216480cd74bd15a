using Npgsql;
using NpgsqlTypes;

namespace DigiSoc.Registers.Audit;

/// <summary>Rows of registers.audit to entries and back.</summary>
internal static class AuditRows
{
    public const string Columns = """
        sequence, recorded_at, kind, actor, on_behalf_of, person_code, case_id, step_id, package_version, item_id,
        register_id, purpose, norms, lookup_id, code, answer_sha256, reason, previous_hash, hash, institution_id
        """;

    public const string InsertSql = $"""
        INSERT INTO registers.audit ({Columns})
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)
        """;

    public static RecordedAuditEntry Read(NpgsqlDataReader row) => new(
        row.GetInt64(0),
        new DateTimeOffset(row.GetDateTime(1)),
        new AuditEntry
        {
            Kind = Enum.Parse<AuditKind>(row.GetString(2)),
            Actor = row.GetString(3),
            OnBehalfOf = Text(row, 4),
            PersonCode = Text(row, 5),
            CaseId = Text(row, 6),
            StepId = Text(row, 7),
            PackageVersion = Text(row, 8),
            ItemId = row.GetString(9),
            RegisterId = Text(row, 10),
            Purpose = row.GetString(11),
            Norms = row.GetFieldValue<string[]>(12),
            LookupId = row.IsDBNull(13) ? null : row.GetGuid(13),
            Code = Text(row, 14),
            AnswerSha256 = Text(row, 15),
            Reason = Text(row, 16),
            InstitutionId = row.GetString(19),
        },
        row.GetString(17),
        row.GetString(18));

    public static void Write(NpgsqlParameterCollection parameters, RecordedAuditEntry link)
    {
        var entry = link.Entry;
        parameters.Add(new() { Value = link.Sequence });
        parameters.Add(new() { Value = link.RecordedAt });
        Text(parameters, entry.Kind.ToString());
        Text(parameters, entry.Actor);
        Text(parameters, entry.OnBehalfOf);
        Text(parameters, entry.PersonCode);
        Text(parameters, entry.CaseId);
        Text(parameters, entry.StepId);
        Text(parameters, entry.PackageVersion);
        Text(parameters, entry.ItemId);
        Text(parameters, entry.RegisterId);
        Text(parameters, entry.Purpose);
        parameters.Add(new() { Value = entry.Norms.ToArray() });
        parameters.Add(new() { Value = (object?)entry.LookupId ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid });
        Text(parameters, entry.Code);
        Text(parameters, entry.AnswerSha256);
        Text(parameters, entry.Reason);
        Text(parameters, link.PreviousHash);
        Text(parameters, link.Hash);
        Text(parameters, entry.InstitutionId);
    }

    private static void Text(NpgsqlParameterCollection parameters, string? text) =>
        parameters.Add(new() { Value = (object?)text ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
