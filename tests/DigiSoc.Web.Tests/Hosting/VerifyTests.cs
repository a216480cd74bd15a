using DigiSoc.Web.Tests.Harness;

namespace DigiSoc.Web.Tests.Hosting;

/// <summary><c>digisoc verify</c> on the database of a product that is at work.</summary>
public sealed class VerifyTests(RunningProduct product) : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("digisoc-verify-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Verify_ADatabaseAtWork_IsSoundAndStillHasWhatWasNoted()
    {
        var heads = Path.Combine(_folder.FullName, "heads.txt");

        var (first, output) = await CommandLine.RunAloneAsync("verify", "--database", product.ConnectionString, "--note", heads);
        var (second, later) = await CommandLine.RunAloneAsync("verify", "--database", product.ConnectionString, "--against", heads);

        first.ShouldBe(0, output);
        output.ShouldContain("verify: sound");
        output.ShouldContain("links of the log of access");
        second.ShouldBe(0, later);
        later.ShouldContain($", {File.ReadLines(heads).Count()} noted heads; 0 wrong");
    }

    [Fact]
    public async Task Verify_AgainstAHeadThatNeverWas_SaysWhatIsGone()
    {
        var heads = Path.Combine(_folder.FullName, "heads.txt");
        await File.WriteAllTextAsync(
            heads, $"0198c2f4-7a00-7000-8000-000000000000 3 {new string('a', 64)} {DateTimeOffset.UtcNow:O}\n".Replace("+00:00", "Z", StringComparison.Ordinal), TestContext.Current.CancellationToken);

        var (exitCode, output) = await CommandLine.RunAloneAsync("verify", "--database", product.ConnectionString, "--against", heads);

        exitCode.ShouldBe(1, output);
        output.ShouldContain("RUN-609 Instance 0198c2f4-7a00-7000-8000-000000000000, entry 3");
        output.ShouldContain("verify: 1 things are wrong");
    }

    [Fact]
    public async Task Verify_WithoutADatabaseOrFile_IsWrongUsage()
    {
        (await CommandLine.RunAloneAsync("verify")).ShouldSatisfyAllConditions(
            run => run.ExitCode.ShouldBe(2), run => run.Output.ShouldContain("CLI-040"));
        (await CommandLine.RunAloneAsync("verify", "--database", product.ConnectionString, "--against", Path.Combine(_folder.FullName, "none"))).ShouldSatisfyAllConditions(
            run => run.ExitCode.ShouldBe(2), run => run.Output.ShouldContain("CLI-041"));
        (await CommandLine.RunAloneAsync("verify", "--database", "Host=127.0.0.1;Port=1;Username=nobody")).ShouldSatisfyAllConditions(
            run => run.ExitCode.ShouldBe(2), run => run.Output.ShouldContain("CLI-042"));
    }
}
