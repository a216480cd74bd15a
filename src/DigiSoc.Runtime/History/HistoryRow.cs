using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Unicode;
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

    /// <summary>SHA-256 over every field above: each part with its length before it, so that no two rows read alike.</summary>
    public byte[] ComputeHash()
    {
        var most = PreviousHash.Length + InputHash.Length + Events.Length + MostOfFields() + (4 * sizeof(int));
        var bytes = ArrayPool<byte>.Shared.Rent(most);
        try
        {
            var end = Append(bytes, 0, PreviousHash);
            end = Append(bytes, end, InputHash);
            end = Append(bytes, end, Events);
            return SHA256.HashData(bytes.AsSpan(0, AppendFields(bytes, end)));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    /// <summary>Values of an entry behind those that it shares with the instance's row.</summary>
    /// <param name="shared">The instance's own; its number, time, step and hash are among them.</param>
    /// <param name="withPlace">Where it belongs goes between; an instance's first row says that itself.</param>
    /// <param name="last">What the statement takes behind all of them.</param>
    public Value[] Behind(ReadOnlySpan<Value> shared, bool withPlace, params ReadOnlySpan<Value> last)
    {
        var values = new Value[shared.Length + (withPlace ? 5 : 0) + 10 + last.Length];
        shared.CopyTo(values);
        last.CopyTo(values.AsSpan(values.Length - last.Length));
        var rest = values.AsSpan(shared.Length);
        if (withPlace)
        {
            WritePlace(rest);
            rest = rest[5..];
        }

        WriteOwn(rest);
        return values;
    }

    private void WritePlace(Span<Value> values)
    {
        values[0] = Value.Text(InstitutionId);
        values[1] = Value.Text(BusinessKey);
        values[2] = Value.Uuid(RootId);
        values[3] = Value.Text(PackageKey);
        values[4] = Value.Int(PackageVersion);
    }

    private void WriteOwn(Span<Value> values)
    {
        values[0] = Value.On(LawDate);
        values[1] = Value.Text(Operation);
        values[2] = Value.Uuid(PartId);
        values[3] = Value.Text(ElementId);
        values[4] = Value.Text(Actor);
        values[5] = Value.Text(OnBehalfOf);
        values[6] = Value.Text(Purpose);
        values[7] = Value.Bytes(InputHash);
        values[8] = Value.Json(Events);
        values[9] = Value.Bytes(PreviousHash);
    }

    private static int Append(byte[] bytes, int at, byte[] part)
    {
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(at), part.Length);
        part.CopyTo(bytes, at + sizeof(int));
        return at + sizeof(int) + part.Length;
    }

    // PostgreSQL keeps microseconds: a tick is a tenth of one.
    private int AppendFields(byte[] bytes, int at)
    {
        const char next = '\u001f';
        var from = at + sizeof(int);
        if (!Utf8.TryWrite(
            bytes.AsSpan(from),
            CultureInfo.InvariantCulture,
            $"{InstanceId}{next}{Number}{next}{At.UtcTicks / 10}{next}{InstitutionId}{next}{BusinessKey}{next}{RootId}{next}{StepId}{next}{PackageKey}{next}{PackageVersion}{next}{LawDate:O}{next}{Operation}{next}{PartId?.ToString() ?? None}{next}{ElementId ?? None}{next}{Actor}{next}{OnBehalfOf ?? None}{next}{Purpose ?? None}",
            out var length))
        {
            throw RunErrors.Bug("a history entry is longer than was reckoned.");
        }

        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(at), length);
        return from + length;
    }

    // A UTF-16 unit takes three bytes at most; ids, numbers, the date and what stands between take less than the rest.
    private int MostOfFields() => 512 + (3 * (InstitutionId.Length + BusinessKey.Length + PackageKey.Length + Operation.Length
        + Actor.Length + Length(ElementId) + Length(OnBehalfOf) + Length(Purpose)));

    private static int Length(string? text) => text?.Length ?? 0;

    private const string None = "-";
}
