using DigiSoc.Web.Hosting;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace DigiSoc.Web.Tests.Hosting;

/// <summary>What is a database that is away, and what a fault of ours.</summary>
public sealed class DatabaseAwayTests
{
    [Theory]
    [InlineData("57P01", true)] // admin_shutdown
    [InlineData("57P03", true)] // cannot_connect_now
    [InlineData("53300", true)] // too_many_connections
    [InlineData("25006", true)] // read_only_sql_transaction: a replica before it is promoted
    [InlineData("23505", false)] // unique_violation
    [InlineData("42P01", false)] // undefined_table
    public void SqlState_IsJudged(string sqlState, bool isAway) =>
        DatabaseAway.IsCauseOf(new PostgresException("said", "FATAL", "FATAL", sqlState)).ShouldBe(isAway);

    [Fact]
    public void BrokenConnection_WrappedByOtherLayers_IsFound()
    {
        var broken = new NpgsqlException("Exception while reading from stream", new EndOfStreamException());

        DatabaseAway.IsCauseOf(new DbUpdateException("saving", new InvalidOperationException("likely transient", broken))).ShouldBeTrue();
        DatabaseAway.IsCauseOf(new InvalidOperationException("ours", new IOException("a file"))).ShouldBeFalse();
        DatabaseAway.IsCauseOf(null).ShouldBeFalse();
    }
}
