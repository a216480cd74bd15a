using Npgsql;

namespace DigiSoc.Cases.Storage;

/// <summary>Hand-written statements inside one transaction. Parameters are $1, $2 … in the order given.</summary>
/// <remarks>A value that is an <see cref="NpgsqlParameter"/> is taken as it is: for nulls whose type the statement cannot tell.</remarks>
internal sealed class CaseSql(NpgsqlConnection connection, NpgsqlTransaction transaction)
{
    public NpgsqlConnection Connection => connection;

    public NpgsqlTransaction Transaction => transaction;

    public async Task<int> ExecuteAsync(string sql, IReadOnlyList<object?> values, CancellationToken ct)
    {
        await using var command = Command(sql, values);
        return await command.ExecuteNonQueryAsync(ct);
    }

    public async Task<List<T>> ListAsync<T>(string sql, IReadOnlyList<object?> values, Func<NpgsqlDataReader, T> read, CancellationToken ct)
    {
        await using var command = Command(sql, values);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var rows = new List<T>();
        while (await reader.ReadAsync(ct))
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    public async Task<T?> FirstAsync<T>(string sql, IReadOnlyList<object?> values, Func<NpgsqlDataReader, T> read, CancellationToken ct)
        where T : class => (await ListAsync(sql, values, read, ct)).FirstOrDefault();

    private NpgsqlCommand Command(string sql, IReadOnlyList<object?> values)
    {
        var command = new NpgsqlCommand(sql, connection, transaction);
        Bind(command.Parameters, values);
        return command;
    }

    /// <summary>A statement for a batch somebody else sends.</summary>
    public static NpgsqlBatchCommand ForBatch(string sql, IReadOnlyList<object?> values)
    {
        var command = new NpgsqlBatchCommand(sql);
        Bind(command.Parameters, values);
        return command;
    }

    private static void Bind(NpgsqlParameterCollection parameters, IReadOnlyList<object?> values)
    {
        foreach (var value in values)
        {
            parameters.Add(value as NpgsqlParameter ?? new NpgsqlParameter { Value = value ?? DBNull.Value });
        }
    }
}
