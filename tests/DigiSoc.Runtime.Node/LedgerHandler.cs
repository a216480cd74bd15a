using DigiSoc.Feel;
using Npgsql;

namespace DigiSoc.Runtime.Node;

/// <summary>Work against the outside world: a ledger that knows an effect by its idempotency key.</summary>
/// <remarks>
/// Each attempt is counted; the effect is there once; the answer writes a row of its own in the step's transaction.
/// By chance the work is slow, or fails before or after its effect.
/// </remarks>
internal sealed class LedgerHandler(NodeSettings settings) : IJobHandler, IAsyncDisposable
{
    public const string JobType = "record";

    private const string Effect = """
        WITH attempt AS (INSERT INTO ledger.attempts (key, node) VALUES ($1, $2))
        INSERT INTO ledger.effects (key, node) VALUES ($1, $2) ON CONFLICT (key) DO NOTHING
        """;

    private readonly NpgsqlDataSource _ledger = NpgsqlDataSource.Create(settings.Ledger);
    private readonly Random _chance = new(settings.Seed);

    public string Type => JobType;

    public async Task<JobOutcome> HandleAsync(JobContext job, CancellationToken ct)
    {
        var (before, after, pause) = Draw();
        if (before)
        {
            return JobOutcome.Failed("TEST-1", "The ledger was closed by chance.");
        }

        await RecordAsync(job.IdempotencyKey, ct);
        await Task.Delay(pause, ct);
        return after
            ? JobOutcome.Failed("TEST-2", "The ledger's answer was lost by chance.")
            : JobOutcome.Completed(
                FeelContext.Of(("recorded", FeelValue.Of(job.IdempotencyKey))),
                (connection, transaction, stop) => AnswerAsync(job.IdempotencyKey, connection, transaction, stop));
    }

    public ValueTask DisposeAsync() => _ledger.DisposeAsync();

    private (bool Before, bool After, TimeSpan Pause) Draw()
    {
        lock (_chance)
        {
            return (_chance.Next(20) == 0, _chance.Next(20) == 0, TimeSpan.FromMilliseconds(_chance.Next(10) == 0 ? _chance.Next(400) : _chance.Next(5)));
        }
    }

    private async Task RecordAsync(string key, CancellationToken ct)
    {
        await using var command = _ledger.CreateCommand(Effect);
        command.Parameters.Add(new() { Value = key });
        command.Parameters.Add(new() { Value = settings.Name });
        await command.ExecuteNonQueryAsync(ct);
    }

    // No ON CONFLICT: a second answer to the same job would fail here, and the checker counts the rows.
    private static async Task AnswerAsync(string key, NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken ct)
    {
        await using var insert = new NpgsqlCommand("INSERT INTO ledger.answers (key) VALUES ($1)", connection, transaction)
        {
            Parameters = { new() { Value = key } },
        };
        await insert.ExecuteNonQueryAsync(ct);
    }
}
