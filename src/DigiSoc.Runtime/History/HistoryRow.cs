using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using DigiSoc.Runtime.Storage;
using Npgsql;

namespace DigiSoc.Runtime.History;

/// <summary>One entry of the history before it is stored; knows how its hash is made.</summary>
internal sealed record HistoryRow
{
    /// <summary>What <see cref="Read"/> reads, of <c>runtime.events e</c>.</summary>
    public const string Columns = """
        e.instance_id, e.number, e.at, e.institution_id, e.business_key, e.root_id, e.step_id, e.package_key,
            e.package_version, e.law_date, e.operation, e.part_id, e.element_id, e.actor, e.on_behalf_of, e.purpose,
            e.input_hash, e.events::text, e.previous_hash, e.hash
        """;

    public required Guid InstanceId { get; init; }

    public required long Number { get; init; }

    public required DateTimeOffset At { get; init; }

    public required string InstitutionId { get; init; }

    public required string BusinessKey { get; init; }

    public required Guid RootId { get; init; }

    public required Guid StepId { get; init; }

    public required string PackageKey { get; init; }

    public required int PackageVersion { get; init; }

    public required DateOnly LawDate { get; init; }

    public required string Operation { get; init; }

    public required Guid? PartId { get; init; }

    public required string? ElementId { get; init; }

    public required string Actor { get; init; }

    public required string? OnBehalfOf { get; init; }

    public required string? Purpose { get; init; }

    public required byte[] InputHash { get; init; }

    public required byte[] Events { get; init; }

    public required byte[] PreviousHash { get; init; }

    /// <summary>A stored entry and the hash stored with it, from column <paramref name="at"/> on.</summary>
    public static (HistoryRow Row, byte[] Hash) Read(NpgsqlDataReader row, int at = 0) => (
        new HistoryRow
        {
            InstanceId = row.GetGuid(at),
            Number = row.GetInt64(at + 1),
            At = row.GetFieldValue<DateTimeOffset>(at + 2),
            InstitutionId = row.GetString(at + 3),
            BusinessKey = row.GetString(at + 4),
            RootId = row.GetGuid(at + 5),
            StepId = row.GetGuid(at + 6),
            PackageKey = row.GetString(at + 7),
            PackageVersion = row.GetInt32(at + 8),
            LawDate = row.GetFieldValue<DateOnly>(at + 9),
            Operation = row.GetString(at + 10),
            PartId = row.IsDBNull(at + 11) ? null : row.GetGuid(at + 11),
            ElementId = row.IsDBNull(at + 12) ? null : row.GetString(at + 12),
            Actor = row.GetString(at + 13),
            OnBehalfOf = row.IsDBNull(at + 14) ? null : row.GetString(at + 14),
            Purpose = row.IsDBNull(at + 15) ? null : row.GetString(at + 15),
            InputHash = row.GetFieldValue<byte[]>(at + 16),
            Events = Encoding.UTF8.GetBytes(row.GetString(at + 17)),
            PreviousHash = row.GetFieldValue<byte[]>(at + 18),
        },
        row.GetFieldValue<byte[]>(at + 19));

    /// <summary>SHA-256 over every field above: each text with its length before it, so that no two rows read alike.</summary>
    public byte[] ComputeHash()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, PreviousHash);
        Append(hash, InputHash);
        Append(hash, Events);
        Append(hash, Encoding.UTF8.GetBytes(string.Join('\u001f',
        [
            InstanceId.ToString(), Number.ToString(CultureInfo.InvariantCulture),
            (At.UtcTicks / 10).ToString(CultureInfo.InvariantCulture), // PostgreSQL keeps microseconds.
            InstitutionId, BusinessKey, RootId.ToString(), StepId.ToString(), PackageKey,
            PackageVersion.ToString(CultureInfo.InvariantCulture), LawDate.ToString("O", CultureInfo.InvariantCulture), Operation,
            PartId?.ToString() ?? "-", ElementId ?? "-", Actor, OnBehalfOf ?? "-", Purpose ?? "-",
        ])));
        return hash.GetHashAndReset();
    }

    /// <summary>Where it belongs; an instance's first row says that itself.</summary>
    public Value[] Place() =>
    [
        Value.Text(InstitutionId),
        Value.Text(BusinessKey),
        Value.Uuid(RootId),
        Value.Text(PackageKey),
        Value.Int(PackageVersion),
    ];

    /// <summary>What only the entry says; its number, time, step and hash are in the instance's row too.</summary>
    public Value[] Own() =>
    [
        Value.On(LawDate),
        Value.Text(Operation),
        Value.Uuid(PartId),
        Value.Text(ElementId),
        Value.Text(Actor),
        Value.Text(OnBehalfOf),
        Value.Text(Purpose),
        Value.Bytes(InputHash),
        Value.Json(Events),
        Value.Bytes(PreviousHash),
    ];

    private static void Append(IncrementalHash hash, byte[] part)
    {
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, part.Length);
        hash.AppendData(length);
        hash.AppendData(part);
    }
}
