using DigiSoc.Postgres;
using Npgsql;

namespace DigiSoc.Cases.Tests.Storage;

/// <summary>The second lock: even raw SQL of the application's role sees no row of another institution.</summary>
public sealed class TenancyTests(CasesDatabase database) : IClassFixture<CasesDatabase>
{
    [Fact]
    public async Task RawSql_OfAnotherInstitution_SeesNoRowInAnyTable()
    {
        await database.CaseAsync("ogres-novads", "OGR-2026-000001", "300000-00001");
        var tables = await TablesAsync();

        tables.Count.ShouldBeGreaterThanOrEqualTo(20);
        await using var connection = await database.App.OpenConnectionAsync();
        await using var transaction = await Tenancy.BeginAsync(connection, "jelgava");
        foreach (var table in tables)
        {
            await using var command = new NpgsqlCommand(
                $"SELECT count(*) FROM cases.{table} WHERE institution_id NOT IN ('jelgava', '*')", connection);
            (await command.ExecuteScalarAsync()).ShouldBe(0L, table);
        }
    }

    [Fact]
    public async Task EveryTable_HasItsInstitutionAndThePolicyInForce()
    {
        await using var command = database.Owner.CreateCommand(
            """
            SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = 'cases' AND c.relkind = 'r'
              AND (NOT c.relrowsecurity OR NOT EXISTS (
                SELECT 1 FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'institution_id' AND a.attnotnull))
            """);
        await using var reader = await command.ExecuteReaderAsync();

        (await reader.ReadAsync()).ShouldBeFalse("a table of schema cases without institution or policy");
    }

    [Theory]
    [InlineData("UPDATE cases.timeline SET kind = 'x'")]
    [InlineData("DELETE FROM cases.decisions")]
    [InlineData("UPDATE cases.evaluations SET trace = '{}'")]
    public async Task Application_ChangingTheRecord_IsRefused(string sql)
    {
        await using var connection = await database.App.OpenConnectionAsync();
        await using var transaction = await Tenancy.BeginAsync(connection, "ogres-novads");
        await using var command = new NpgsqlCommand(sql, connection);

        var refused = await Should.ThrowAsync<PostgresException>(() => command.ExecuteNonQueryAsync());

        refused.SqlState.ShouldBe(PostgresErrorCodes.InsufficientPrivilege);
    }

    private async Task<List<string>> TablesAsync()
    {
        await using var command = database.Owner.CreateCommand("SELECT tablename FROM pg_tables WHERE schemaname = 'cases'");
        await using var reader = await command.ExecuteReaderAsync();
        var tables = new List<string>();
        while (await reader.ReadAsync())
        {
            tables.Add(reader.GetString(0));
        }

        return tables;
    }
}
