using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace DigiSoc.Postgres.Tests;

/// <summary>The server of the default run, on folders of its own.</summary>
public sealed class EmbeddedPostgresTests : IDisposable
{
    private readonly string _home = Directory.CreateTempSubdirectory("digisoc-server-").FullName;

    public EmbeddedPostgresTests()
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(_home, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
                | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        }
    }

    public void Dispose() => Directory.Delete(_home, recursive: true);

    [Fact]
    public async Task Start_FreshFolder_AnswersAsVersion18WithDurableSettings()
    {
        await using var server = await EmbeddedPostgres.StartAsync(Options("fresh"));

        (await AskAsync(server, "SHOW server_version_num")).ShouldStartWith("18");
        (await AskAsync(server, "SHOW fsync")).ShouldBe("on");
        (await AskAsync(server, "SHOW synchronous_commit")).ShouldBe("on");
    }

    [Fact]
    public async Task Start_SecondTime_KeepsTheData()
    {
        await using (var first = await EmbeddedPostgres.StartAsync(Options("kept")))
        {
            await AskAsync(first, "CREATE TABLE kept AS SELECT 42 AS value");
        }

        await using var second = await EmbeddedPostgres.StartAsync(Options("kept"));

        (await AskAsync(second, "SELECT value::text FROM kept")).ShouldBe("42");
    }

    [Fact]
    public async Task Start_ServerAlreadyRunning_UsesItAndLeavesItToItsOwner()
    {
        await using var owner = await EmbeddedPostgres.StartAsync(Options("shared"));

        await using (var guest = await EmbeddedPostgres.StartAsync(Options("shared")))
        {
            guest.Port.ShouldBe(owner.Port);
        }

        (await AskAsync(owner, "SELECT 'alive'")).ShouldBe("alive");
    }

    [Fact]
    public async Task Start_ServerWasKilled_RecoversWhatWasCommitted()
    {
        await using (var first = await EmbeddedPostgres.StartAsync(Options("killed")))
        {
            await AskAsync(first, "CREATE TABLE kept AS SELECT 42 AS value");
            Kill(first);
            NpgsqlConnection.ClearAllPools();
            await first.RestartAsync(TimeSpan.Zero);

            (await AskAsync(first, "SELECT value::text FROM kept")).ShouldBe("42");
        }
    }

    [Fact]
    public async Task Dispose_Owner_LeavesNoServerBehind()
    {
        var server = await EmbeddedPostgres.StartAsync(Options("stopped"));
        var pidFile = Path.Combine(server.DataFolder, "cluster", "postmaster.pid");
        File.Exists(pidFile).ShouldBeTrue();

        await server.DisposeAsync();

        File.Exists(pidFile).ShouldBeFalse();
    }

    private EmbeddedPostgresOptions Options(string name) => new() { DataFolder = Path.Combine(_home, name) };

    private static void Kill(EmbeddedPostgres server)
    {
        var pidFile = Path.Combine(server.DataFolder, "cluster", "postmaster.pid");
        var id = int.Parse(File.ReadLines(pidFile).First(), CultureInfo.InvariantCulture);
        using var process = Process.GetProcessById(id);
        process.Kill(entireProcessTree: true);
        process.WaitForExit();
    }

    private static async Task<string> AskAsync(EmbeddedPostgres server, string sql)
    {
        await using var source = NpgsqlDataSource.Create(server.ConnectionString);
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync() as string ?? "";
    }
}
