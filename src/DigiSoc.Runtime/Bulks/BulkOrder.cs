using DigiSoc.Feel;
using DigiSoc.Runtime.History;
using Npgsql;

namespace DigiSoc.Runtime.Bulks;

/// <summary>A bulk operation's row.</summary>
internal sealed record BulkOrder
{
    public required Guid BulkId { get; init; }

    public required string InstitutionId { get; init; }

    public required BulkOperation Operation { get; init; }

    public required bool IsDryRun { get; init; }

    public required BulkQuery Query { get; init; }

    public required int? TargetVersion { get; init; }

    public required IReadOnlyDictionary<string, string>? Renamed { get; init; }

    public required FeelContext? Variables { get; init; }

    public required string Reason { get; init; }

    public required Guid? PreviewId { get; init; }

    public required string StartedBy { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public required string? StoppedBy { get; init; }

    public required DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Reads a row of <see cref="BulkSql.Columns"/>.</summary>
    public static BulkOrder Read(NpgsqlDataReader row) => new()
    {
        BulkId = row.GetGuid(0),
        InstitutionId = row.GetString(1),
        Operation = (BulkOperation)row.GetInt16(2),
        IsDryRun = row.GetBoolean(3),
        Query = BulkJson.ReadQuery(row.GetString(4)),
        TargetVersion = row.IsDBNull(5) ? null : row.GetInt32(5),
        Renamed = BulkJson.ReadRenamed(row.IsDBNull(6) ? null : row.GetString(6)),
        Reason = row.GetString(7),
        PreviewId = row.IsDBNull(8) ? null : row.GetGuid(8),
        StartedBy = row.GetString(9),
        StartedAt = row.GetFieldValue<DateTimeOffset>(10),
        StoppedBy = row.IsDBNull(11) ? null : row.GetString(11),
        FinishedAt = row.IsDBNull(12) ? null : row.GetFieldValue<DateTimeOffset>(12),
        Variables = row.IsDBNull(13) ? null : EventJson.Read(row.GetFieldValue<byte[]>(13)),
    };

    public BulkView ToView(int open, int done, int refused) => new()
    {
        BulkId = BulkId,
        Operation = Operation,
        IsDryRun = IsDryRun,
        Query = Query,
        TargetVersion = TargetVersion,
        Renamed = Renamed ?? new Dictionary<string, string>(),
        Variables = Variables ?? FeelContext.Empty,
        Reason = Reason,
        PreviewId = PreviewId,
        StartedBy = StartedBy,
        StartedAt = StartedAt,
        StoppedBy = StoppedBy,
        FinishedAt = FinishedAt,
        Open = open,
        Done = done,
        Refused = refused,
    };
}
