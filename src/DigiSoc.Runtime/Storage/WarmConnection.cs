using Npgsql;

namespace DigiSoc.Runtime.Storage;

/// <summary>A connection with the commands it has sent, which are sent again with other values.</summary>
/// <remarks>A parameter that was bound once has its type looked up; a step has some forty. Not thread-safe: one lane at a time has it.</remarks>
internal sealed class WarmConnection(NpgsqlConnection connection) : IAsyncDisposable
{
    // The engine's statements are fewer; should one ever be composed of changing text, it is not kept.
    private const int MostTexts = 100;

    // Compared by what they say: a text made at run time may come as another object.
    private readonly Dictionary<string, Sent> _sent = new(StringComparer.Ordinal);
    private int _batches;

    public NpgsqlConnection Connection => connection;

    /// <summary>Statements in order, as one batch; valid until the next one is asked for.</summary>
    public NpgsqlBatch Batch(IEnumerable<Statement> statements, NpgsqlTransaction? transaction)
    {
        _batches++;
        var batch = new NpgsqlBatch(connection, transaction);
        foreach (var statement in statements)
        {
            batch.BatchCommands.Add(Command(statement));
        }

        return batch;
    }

    public ValueTask DisposeAsync() => connection.DisposeAsync();

    // A text that comes twice in a batch is two commands; only the first is kept.
    private NpgsqlBatchCommand Command(Statement statement)
    {
        if (_sent.TryGetValue(statement.Sql, out var sent) && sent.Batch != _batches)
        {
            sent.Batch = _batches;
            statement.Rebind(sent.Command);
            return sent.Command;
        }

        var command = statement.ToCommand();
        if (sent is null && _sent.Count < MostTexts)
        {
            _sent.Add(statement.Sql, new(command) { Batch = _batches });
        }

        return command;
    }

    private sealed class Sent(NpgsqlBatchCommand command)
    {
        public NpgsqlBatchCommand Command => command;

        /// <summary>The last batch it is in.</summary>
        public int Batch { get; set; }
    }
}
