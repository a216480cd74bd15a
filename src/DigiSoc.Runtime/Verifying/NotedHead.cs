using System.Globalization;
using Npgsql;
using NpgsqlTypes;

namespace DigiSoc.Runtime.Verifying;

/// <summary>A line that says where a history stood: kept outside the database, it proves later that nothing before it was taken away or made anew.</summary>
internal sealed record NotedHead(Guid Id, long Number, byte[] Hash, DateTimeOffset At)
{
    private const string Unknown = """
        SELECT n.id, n.number, n.at FROM unnest($1, $2, $3, $4) n (id, number, hash, at)
        WHERE NOT EXISTS (SELECT 1 FROM runtime.events e WHERE e.instance_id = n.id AND e.number = n.number AND e.hash = n.hash)
        """;

    private const int AtOnce = 1000;

    public static string Of(Guid id, long number, byte[] hash, DateTimeOffset at) =>
        string.Create(CultureInfo.InvariantCulture, $"{id} {number} {Convert.ToHexStringLower(hash)} {at.UtcDateTime:O}");

    /// <summary>Looks for each of the heads in the histories.</summary>
    /// <returns>How many were looked for.</returns>
    public static async Task<long> LookAsync(
        NpgsqlConnection connection, TextReader noted, KeptMonths months, Findings findings, CancellationToken ct)
    {
        var count = 0L;
        var some = new List<NotedHead>(AtOnce);
        while (await noted.ReadLineAsync(ct) is { } line)
        {
            count++;
            if (Parse(line) is { } head)
            {
                some.Add(head);
            }
            else
            {
                findings.Add(VerifyErrors.Unreadable(count));
            }

            if (some.Count == AtOnce)
            {
                await LookAsync(connection, some, months, findings, ct);
                some.Clear();
            }
        }

        await LookAsync(connection, some, months, findings, ct);
        return count;
    }

    private static async Task LookAsync(
        NpgsqlConnection connection, List<NotedHead> heads, KeptMonths months, Findings findings, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(Unknown, connection) { CommandTimeout = 0 };
        command.Parameters.Add(new() { Value = heads.Select(h => h.Id).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Uuid });
        command.Parameters.Add(new() { Value = heads.Select(h => h.Number).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bigint });
        command.Parameters.Add(new() { Value = heads.Select(h => h.Hash).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea });
        command.Parameters.Add(new() { Value = heads.Select(h => h.At).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.TimestampTz });
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct))
        {
            var at = rows.GetFieldValue<DateTimeOffset>(2);
            if (!months.WasDropped(at, at))
            {
                findings.Add(VerifyErrors.HeadGone(rows.GetGuid(0), rows.GetInt64(1)));
            }
        }
    }

    private static NotedHead? Parse(string line)
    {
        var parts = line.Split(' ');
        return parts.Length == 4
            && Guid.TryParse(parts[0], out var id)
            && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && parts[2].Length == 64 && parts[2].All(char.IsAsciiHexDigit)
            && DateTimeOffset.TryParseExact(parts[3], "O", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
                ? new(id, number, Convert.FromHexString(parts[2]), at)
                : null;
    }
}
