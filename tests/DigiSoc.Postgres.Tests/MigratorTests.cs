using DigiSoc.TestSupport;
using Npgsql;

namespace DigiSoc.Postgres.Tests;

/// <summary>Numbered SQL files and the ledger of what ran.</summary>
public sealed class MigratorTests
{
    [Fact]
    public async Task Migrate_SecondTime_RunsNothing()
    {
        await using var database = await TestDatabase.CreateAsync(typeof(MigratorTests).Assembly);

        (await MigrateAsync(database)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Migrate_EmptyDatabase_RunsInOrderAndSaysSo()
    {
        await using var database = await TestDatabase.CreateAsync();

        (await MigrateAsync(database)).ShouldBe(["DigiSoc.Postgres.Tests/0001_probe.sql"]);
    }

    [Fact]
    public async Task Migrate_FileChangedAfterItRan_IsRefusedByName()
    {
        await using var database = await TestDatabase.CreateAsync(typeof(MigratorTests).Assembly);
        await ExecuteAsync(database, "UPDATE digisoc.schema_migrations SET sha256 = 'other'");

        var refused = await Should.ThrowAsync<DatabaseSetupException>(() => MigrateAsync(database));

        refused.Code.ShouldBe("PG-010");
    }

    [Fact]
    public async Task Migrate_DatabaseNewerThanProgram_IsRefused()
    {
        await using var database = await TestDatabase.CreateAsync(typeof(MigratorTests).Assembly);
        await ExecuteAsync(database, """
            INSERT INTO digisoc.schema_migrations (project, number, name, sha256)
            VALUES ('DigiSoc.Postgres.Tests', 9999, 'of_tomorrow', 'x')
            """);

        var refused = await Should.ThrowAsync<DatabaseSetupException>(() => MigrateAsync(database));

        refused.Code.ShouldBe("PG-011");
        refused.Message.ShouldContain("9999_of_tomorrow.sql");
    }

    [Fact]
    public async Task Migrate_SeveralProgramsAtOnce_EachFileRunsOnce()
    {
        await using var database = await TestDatabase.CreateAsync();

        var ran = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => MigrateAsync(database)));

        ran.SelectMany(r => r).ShouldBe(["DigiSoc.Postgres.Tests/0001_probe.sql"]);
    }

    private static Task<IReadOnlyList<string>> MigrateAsync(TestDatabase database) =>
        Migrator.MigrateAsync(database.Owner, [typeof(MigratorTests).Assembly]);

    private static async Task ExecuteAsync(TestDatabase database, string sql)
    {
        await using NpgsqlCommand command = database.Owner.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
