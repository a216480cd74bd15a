using DigiSoc.TestSupport;
using Npgsql;

namespace DigiSoc.Postgres.Tests;

/// <summary>Row-level security as the application meets it.</summary>
public sealed class TenancyTests(TenancyTests.Database database) : IClassFixture<TenancyTests.Database>
{
    [Fact]
    public async Task Read_OwnInstitution_SeesOnlyItsRows()
    {
        (await ReadAsync("ogre")).ShouldBe(["note of ogre"]);
        (await ReadAsync("jelgava")).ShouldBe(["note of jelgava"]);
    }

    [Fact]
    public async Task Read_NoInstitutionSaid_SeesNothing() => (await ReadAsync("")).ShouldBeEmpty();

    [Fact]
    public async Task Read_Engine_SeesAll() =>
        (await ReadAsync(Tenancy.AllInstitutions)).ShouldBe(["note of jelgava", "note of ogre"]);

    [Fact]
    public async Task Write_ForAnotherInstitution_IsRefused()
    {
        await using var connection = await database.App.OpenConnectionAsync();
        await using var transaction = await Tenancy.BeginAsync(connection, "ogre");
        await using var command = new NpgsqlCommand("INSERT INTO probe.notes VALUES ('jelgava', 'x')", connection);

        var refused = await Should.ThrowAsync<PostgresException>(() => command.ExecuteNonQueryAsync());

        refused.SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege);
    }

    [Fact]
    public async Task EngineRole_WithoutAnyInstitution_SeesAllAndMayOnlyWhatTheApplicationMay()
    {
        await using var engine = NpgsqlDataSource.Create(Tenancy.AsEngine(database.ConnectionString));
        await using var all = engine.CreateCommand("SELECT count(*) FROM probe.notes");
        await using var other = engine.CreateCommand("CREATE TABLE probe.other (x integer)");

        (await all.ExecuteScalarAsync()).ShouldBe(2L);
        (await Should.ThrowAsync<PostgresException>(() => other.ExecuteNonQueryAsync())).SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege);
    }

    [Fact]
    public async Task Setting_AfterTheTransaction_IsGone()
    {
        await using var connection = await database.App.OpenConnectionAsync();
        await using (var transaction = await Tenancy.BeginAsync(connection, "ogre"))
        {
            await transaction.CommitAsync();
        }

        await using var command = new NpgsqlCommand("SELECT count(*) FROM probe.notes", connection);
        (await command.ExecuteScalarAsync()).ShouldBe(0L);
    }

    private async Task<List<string>> ReadAsync(string institution)
    {
        await using var connection = await database.App.OpenConnectionAsync();
        await using var transaction = await Tenancy.BeginAsync(connection, institution);
        await using var command = new NpgsqlCommand("SELECT text FROM probe.notes ORDER BY text", connection);
        await using var reader = await command.ExecuteReaderAsync();
        var notes = new List<string>();
        while (await reader.ReadAsync())
        {
            notes.Add(reader.GetString(0));
        }

        return notes;
    }

    public sealed class Database() : TestDatabase(typeof(TenancyTests).Assembly);
}
