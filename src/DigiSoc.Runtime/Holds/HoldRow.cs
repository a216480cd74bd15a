using DigiSoc.Runtime.Storage;
using Npgsql;

namespace DigiSoc.Runtime.Holds;

/// <summary>A hold's row, read and named in statements.</summary>
internal static class HoldRow
{
    public const string Columns = """
        h.id, h.institution_id, h.job_type, h.package_key, h.package_version, h.process_id, h.element_id, h.refuses_starts,
        h.reason, h.placed_by, h.placed_at, h.ends_at
        """;

    public static Hold Read(NpgsqlDataReader row) => new()
    {
        HoldId = row.GetGuid(0),
        InstitutionId = row.GetString(1),
        JobType = Text(row, 2),
        PackageKey = Text(row, 3),
        PackageVersion = row.IsDBNull(4) ? null : row.GetInt32(4),
        ProcessId = Text(row, 5),
        ElementId = Text(row, 6),
        RefusesStarts = row.GetBoolean(7),
        Reason = row.GetString(8),
        PlacedBy = row.GetString(9),
        PlacedAt = row.GetFieldValue<DateTimeOffset>(10),
        EndsAt = row.IsDBNull(11) ? null : row.GetFieldValue<DateTimeOffset>(11),
    };

    /// <summary>Values in the order of <see cref="Columns"/>.</summary>
    public static Value[] ToValues(Hold hold) =>
    [
        Value.Uuid(hold.HoldId),
        Value.Text(hold.InstitutionId),
        Value.Text(hold.JobType),
        Value.Text(hold.PackageKey),
        Value.Int(hold.PackageVersion),
        Value.Text(hold.ProcessId),
        Value.Text(hold.ElementId),
        Value.Bool(hold.RefusesStarts),
        Value.Text(hold.Reason),
        Value.Text(hold.PlacedBy),
        Value.At(hold.PlacedAt),
        Value.At(hold.EndsAt),
    ];

    private static string? Text(NpgsqlDataReader row, int at) => row.IsDBNull(at) ? null : row.GetString(at);
}
