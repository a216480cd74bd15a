using System.Globalization;
using DigiSoc.Runtime.Storage;

namespace DigiSoc.Runtime.Tests;

/// <summary>Connections that send their commands again with other values: nothing of the values before may be left.</summary>
public sealed class WarmConnectionTests(EngineDatabase database) : IClassFixture<EngineDatabase>
{
    private const string Echo = "SELECT concat_ws('|', $1::text, $2::integer, $3::uuid, $4::timestamptz, $5::bytea, $6::smallint)";

    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Batch_SameTextWithOtherValues_SendsThose()
    {
        await using var warm = new WarmConnection(await database.Owner.OpenConnectionAsync());

        foreach (var (text, number) in new (string?, int?)[] { ("one", 1), (null, 2), ("three", null), (null, null), ("", 5) })
        {
            var expected = string.Join('|', new[] { text, number?.ToString(CultureInfo.InvariantCulture), "2026-03-02 12:00:00+00", @"\x07" }.Where(part => part is not null));
            (await ReadAsync(warm, Statement(text, number))).ShouldBe([expected]);
        }
    }

    [Fact]
    public async Task Batch_SameTextTwice_SendsBoth()
    {
        await using var warm = new WarmConnection(await database.Owner.OpenConnectionAsync());
        await ReadAsync(warm, Statement("before", 0));

        var told = await ReadAsync(warm, Statement("left", 1), Statement("right", 2));

        told.Select(row => row[..row.IndexOf("|2026", StringComparison.Ordinal)]).ShouldBe(["left|1", "right|2"]);
    }

    [Fact]
    public async Task Batch_SameTextAgain_IsTheSameCommand()
    {
        await using var warm = new WarmConnection(await database.Owner.OpenConnectionAsync());

        var first = warm.Batch([Statement("one", 1)], null).BatchCommands[0];
        var second = warm.Batch([Statement("two", 2)], null).BatchCommands[0];

        second.ShouldBeSameAs(first);
        second.Parameters[0].Value.ShouldBe("two");
    }

    [Fact]
    public async Task Take_SeveralWereGivenBack_IsTheLastOne()
    {
        await using var connections = new WarmConnections(database.Owner);
        var (one, two) = (await connections.TakeAsync(), await connections.TakeAsync());
        connections.GiveBack(one);
        connections.GiveBack(two);

        var next = await connections.TakeAsync();
        await connections.ClearAsync();
        var other = await connections.TakeAsync();

        next.ShouldBeSameAs(two);
        other.ShouldNotBeSameAs(one);
        await next.DisposeAsync();
        await other.DisposeAsync();
    }

    private static Statement Statement(string? text, int? number) => new(
        Echo, Value.Text(text), Value.Int(number), Value.Uuid(null), Value.At(Noon), Value.Bytes([7]), new(NpgsqlTypes.NpgsqlDbType.Smallint, null));

    private static async Task<List<string>> ReadAsync(WarmConnection warm, params Statement[] statements)
    {
        await using var batch = warm.Batch(statements, null);
        await using var reader = await batch.ExecuteReaderAsync();
        var rows = new List<string>();
        do
        {
            rows.AddRange(await Database.ReadAllAsync(reader, row => row.GetString(0), CancellationToken.None));
        }
        while (await reader.NextResultAsync());
        return rows;
    }
}
