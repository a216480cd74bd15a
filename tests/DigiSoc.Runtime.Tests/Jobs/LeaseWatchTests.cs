using DigiSoc.Runtime.Nodes;
using DigiSoc.Runtime.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace DigiSoc.Runtime.Tests;

/// <summary>Whose jobs are anybody's: those of leases that have ended.</summary>
public sealed class LeaseWatchTests(EngineDatabase database) : IClassFixture<EngineDatabase>
{
    [Fact]
    public async Task Round_LeaseHasEnded_FreesThatJobAloneAndTells()
    {
        var (ended, living, resting) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        await InsertAsync(ended, "now() - interval '1 second'", "'gone'");
        await InsertAsync(living, "now() + interval '1 minute'", "'here'");
        await InsertAsync(resting, "now() - interval '1 second'", "NULL");
        var options = new EngineOptions { ConnectionString = database.ConnectionString, PollInterval = TimeSpan.FromMilliseconds(10) };
        await using var asked = new Database(options);
        var pulses = new Pulses();

        await new LeaseWatch(asked, Runs(asked, pulses), options, pulses).RoundAsync(CancellationToken.None);

        var owners = await OwnersAsync();
        (owners[ended], owners[living], owners[resting]).ShouldBe((null, "here", null));
        await pulses.Jobs.WaitAsync(TimeSpan.FromMinutes(5), CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(20));
    }

    private static GoneRuns Runs(Database asked, Pulses pulses)
    {
        var cache = new StateCache(10);
        return new(asked, new KeptJobs(asked, new InstanceReader(asked, cache), cache), pulses, NullLogger.Instance);
    }

    private async Task InsertAsync(Guid id, string due, string owner)
    {
        await using var command = database.Owner.CreateCommand($"""
            INSERT INTO runtime.jobs (id, institution_id, type, element_id, business_key, attempts, attempt, due_at, owner)
            VALUES ($1, 'ogre', 'idle', 'ask', 'C-1', 3, 1, {due}, {owner})
            """);
        command.Parameters.AddWithValue(id);
        await command.ExecuteNonQueryAsync();
    }

    private async Task<Dictionary<Guid, string?>> OwnersAsync()
    {
        await using var command = database.Owner.CreateCommand("SELECT id, owner FROM runtime.jobs");
        await using var row = await command.ExecuteReaderAsync();
        var rows = await Database.ReadAllAsync(row, r => (Id: r.GetGuid(0), Owner: r.IsDBNull(1) ? null : r.GetString(1)), CancellationToken.None);
        return rows.ToDictionary(r => r.Id, r => r.Owner);
    }
}
