using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using DigiSoc.EndToEnd.Crashes;

namespace DigiSoc.EndToEnd.Running;

/// <summary>Ctrl-C ends everything the program started, with nothing lost, and the next start goes on.</summary>
[Trait("Category", "Slow")]
public sealed class StopTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task CtrlC_WithACaseUnderWay_StopsCleanlyAndTheSecondStartKeepsIt()
    {
        var data = Programs.NewDataFolder();
        var address = new Uri($"http://127.0.0.1:{Programs.FreePort()}");
        string[] arguments = ["--Data:Folder=" + data];
        try
        {
            await using var first = await ProgramProcess.StartAsync(Programs.Web, address, "/health/ready", arguments);
            using var client = new WorkplaceClient(() => address);
            var before = (await client.GetAsync("dace", "cases?size=200"))["items"]!.AsArray().Select(one => (string)one!["caseNumber"]!).Order().ToList();
            var sandbox = int.Parse((await File.ReadAllTextAsync(Path.Combine(data, "sandbox.pid"))).Split('\n')[0], CultureInfo.InvariantCulture);

            var code = await first.InterruptAsync(Patience);

            code.ShouldBe(0, first.Output);
            IsListening(address.Port).ShouldBeFalse();
            Process.GetProcesses().Select(process => process.Id).ShouldNotContain(sandbox, "The sandbox still runs.");
            Directory.GetFiles(data, "postmaster.pid", SearchOption.AllDirectories).ShouldBeEmpty("PostgreSQL still runs.");

            await using var second = await ProgramProcess.StartAsync(Programs.Web, address, "/health/ready", arguments);
            var after = (await client.GetAsync("dace", "cases?size=200"))["items"]!.AsArray().Select(one => (string)one!["caseNumber"]!).Order().ToList();

            before.ShouldNotBeEmpty();
            after.ShouldBe(before);
            (await second.InterruptAsync(Patience)).ShouldBe(0, second.Output);
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    [Fact]
    public async Task CtrlC_WhileStarting_LeavesNothingRunning()
    {
        var data = Programs.NewDataFolder();
        try
        {
            await using var program = ProgramProcess.Launch(
                Programs.Web, new Uri($"http://127.0.0.1:{Programs.FreePort()}"), "--Data:Folder=" + data);
            await program.SaysAsync("Database schema", Patience);

            await program.InterruptAsync(Patience);

            Directory.GetFiles(data, "postmaster.pid", SearchOption.AllDirectories).ShouldBeEmpty("PostgreSQL still runs.");
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    [Fact]
    public async Task Start_WhereAnotherProgramListens_SaysSoAndTouchesNothing()
    {
        var data = Programs.NewDataFolder();
        using var other = new TcpListener(System.Net.IPAddress.Loopback, 0);
        other.Start();
        try
        {
            var taken = new Uri($"http://127.0.0.1:{((System.Net.IPEndPoint)other.LocalEndpoint).Port}");
            await using var program = ProgramProcess.Launch(Programs.Web, taken, "--Data:Folder=" + data);

            (await program.EndAsync(Patience)).ShouldBe(1, program.Output);

            program.Output.ShouldContain($"WEB-004 {taken.ToString().TrimEnd('/')} is taken");
            program.Output.ShouldNotContain("   at ");
            Directory.GetFileSystemEntries(data).ShouldBeEmpty("nothing was begun");
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    private static bool IsListening(int port)
    {
        try
        {
            using var client = new TcpClient("127.0.0.1", port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
