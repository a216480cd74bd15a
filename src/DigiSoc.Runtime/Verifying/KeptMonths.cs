using Npgsql;

namespace DigiSoc.Runtime.Verifying;

/// <summary>Months of history that are there, so that what retention has dropped is not taken for a loss.</summary>
internal sealed class KeptMonths
{
    private const string Sql = """
        SELECT (date_trunc('month', to_date(substr(c.relname, 8), 'YYYY_MM')))::date FROM pg_inherits h JOIN pg_class c ON c.oid = h.inhrelid
        WHERE h.inhparent = 'runtime.events'::regclass AND c.relname ~ '^events_\d{4}_\d{2}$'
        UNION SELECT DISTINCT date_trunc('month', at AT TIME ZONE 'UTC')::date FROM runtime.events_before
        """;

    private readonly HashSet<DateOnly> _months;

    private KeptMonths(HashSet<DateOnly> months) => _months = months;

    public static async Task<KeptMonths> ReadAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(Sql, connection);
        await using var rows = await command.ExecuteReaderAsync(ct);
        var months = new HashSet<DateOnly>();
        while (await rows.ReadAsync(ct))
        {
            months.Add(rows.GetFieldValue<DateOnly>(0));
        }

        return new(months);
    }

    /// <summary>Whether some month between the two is not kept any more.</summary>
    public bool WasDropped(DateTimeOffset from, DateTimeOffset to)
    {
        var last = MonthOf(to);
        for (var month = MonthOf(from); month <= last; month = month.AddMonths(1))
        {
            if (!_months.Contains(month))
            {
                return true;
            }
        }

        return false;
    }

    private static DateOnly MonthOf(DateTimeOffset at) => new(at.UtcDateTime.Year, at.UtcDateTime.Month, 1);
}
