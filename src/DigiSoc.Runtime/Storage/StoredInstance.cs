using DigiSoc.Bpmn;
using Npgsql;

namespace DigiSoc.Runtime.Storage;

/// <summary>An instance's row, its state read. It never changes; a step makes the next one.</summary>
internal sealed record StoredInstance
{
    public required Guid Id { get; init; }

    public required string InstitutionId { get; init; }

    public required string BusinessKey { get; init; }

    public required string PackageKey { get; init; }

    public required int PackageVersion { get; init; }

    public required string ProcessId { get; init; }

    public required Guid RootId { get; init; }

    /// <summary>The call activity's waiting point in the parent; null at the top.</summary>
    public required Guid? ParentPart { get; init; }

    /// <summary>0 until the first step is stored.</summary>
    public required long Revision { get; init; }

    public required InstanceState State { get; init; }

    public required long ChainNumber { get; init; }

    public required byte[] ChainHash { get; init; }

    public required Guid StepId { get; init; }

    public required DateOnly? LawDate { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public required string StartedBy { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    public required DateTimeOffset? EndedAt { get; init; }

    /// <summary>The job that a node keeps without a row; null: every job it waits for has one. What is remembered may be old:
    /// a kept job becomes a row without a step.</summary>
    public KeptJob? Kept { get; init; }

    /// <summary>True while it waits at the point; a point that was left is never waited at again.</summary>
    public bool Waits(Guid part)
    {
        var number = EngineIds.NumberOf(part);
        return EndedAt is null && State.Waits.Any(w => w.Id == number);
    }

    /// <summary>Reads a row of <see cref="Sql.InstanceColumns"/>, from column <paramref name="at"/> on.</summary>
    public static StoredInstance Read(NpgsqlDataReader row, int at = 0) => new()
    {
        Id = row.GetGuid(at),
        InstitutionId = row.GetString(at + 1),
        BusinessKey = row.GetString(at + 2),
        PackageKey = row.GetString(at + 3),
        PackageVersion = row.GetInt32(at + 4),
        ProcessId = row.GetString(at + 5),
        RootId = row.GetGuid(at + 6),
        ParentPart = row.IsDBNull(at + 7) ? null : row.GetGuid(at + 7),
        Revision = row.GetInt64(at + 8),
        State = InstanceState.Deserialize(row.GetFieldValue<byte[]>(at + 9)),
        ChainNumber = row.GetInt64(at + 10),
        ChainHash = row.GetFieldValue<byte[]>(at + 11),
        StepId = row.GetGuid(at + 12),
        LawDate = row.IsDBNull(at + 13) ? null : row.GetFieldValue<DateOnly>(at + 13),
        StartedAt = row.GetFieldValue<DateTimeOffset>(at + 14),
        StartedBy = row.GetString(at + 15),
        UpdatedAt = row.GetFieldValue<DateTimeOffset>(at + 16),
        EndedAt = row.IsDBNull(at + 17) ? null : row.GetFieldValue<DateTimeOffset>(at + 17),
        Kept = row.IsDBNull(at + 18) ? null : new(row.GetInt64(at + 18), row.GetGuid(at + 19), row.GetInt32(at + 20)),
    };

    public InstanceView ToView() => new()
    {
        InstanceId = Id,
        RootId = RootId,
        ParentId = ParentPart is { } part ? EngineIds.InstanceOf(part) : null,
        BusinessKey = BusinessKey,
        PackageKey = PackageKey,
        PackageVersion = PackageVersion,
        ProcessId = ProcessId,
        Status = State.Status,
        StartedAt = StartedAt,
        StartedBy = StartedBy,
        UpdatedAt = UpdatedAt,
        EndedAt = EndedAt,
        Revision = Revision,
    };
}
