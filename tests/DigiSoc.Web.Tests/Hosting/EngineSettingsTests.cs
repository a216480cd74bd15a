using DigiSoc.Web.Hosting;
using DigiSoc.Web.Tests.Harness;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace DigiSoc.Web.Tests.Hosting;

/// <summary>The section <c>Runtime</c> of the configuration.</summary>
public sealed class EngineSettingsTests(RunningProduct product)
{
    [Fact]
    public async Task NodeName_Set_IsTheNodesName()
    {
        var command = product.Services.GetRequiredService<NpgsqlDataSource>().CreateCommand("SELECT name FROM runtime.nodes");

        (await command.ExecuteScalarAsync(TestContext.Current.CancellationToken)).ShouldBe(RunningProduct.NodeName);
    }

    [Theory]
    [InlineData("Runtime:HistoryMonths", "0")]
    [InlineData("Runtime:HistoryMonths", "some")]
    [InlineData("Runtime:Housekeeping", "sometimes")]
    [InlineData("Runtime:Works", "sometimes")]
    [InlineData("Runtime:JobConcurrency", "0")]
    [InlineData("Runtime:BulkConcurrency", "101")]
    [InlineData("Runtime:StepsPerCommit", "0")]
    [InlineData("Runtime:CommitLanes", "201")]
    [InlineData("Runtime:CachedStates", "-1")]
    [InlineData("Runtime:Lease", "00:00:00.5")]
    [InlineData("Runtime:JobTimeLimit", "2.00:00:00")]
    [InlineData("Runtime:PollInterval", "00:00:00")]
    [InlineData("Runtime:DuplicateWindow", "-1.00:00:00")]
    [InlineData("Runtime:NodeName", "")]
    [InlineData("Runtime:RetryPolicies:register-lookup:First", "00:00:00")]
    [InlineData("Runtime:RetryPolicies:register-lookup:First", "soon")]
    [InlineData("Runtime:RetryPolicies:register-lookup:Longest", "00:00:01")]
    [InlineData("Runtime:RetryPolicies:register-lookup:Attempts", "0")]
    public void Start_WrongValue_NamesItsKey(string key, string value)
    {
        var refused = Should.Throw<StartException>(() => Add(key, value));

        refused.Message.ShouldContain(key);
        refused.Message.ShouldContain(value);
    }

    [Theory]
    [InlineData("HistoryMonth")]
    [InlineData("RetryPolicies:register-lookup:Frist")]
    public void Start_KeyThatIsNone_NamesIt(string key) =>
        Should.Throw<StartException>(() => Add($"Runtime:{key}", "3")).Message.ShouldContain(key.Split(':')[^1]);

    [Theory]
    [InlineData("Runtime:ConnectionString", "Host=elsewhere", "ConnectionStrings:DigiSoc")]
    [InlineData("Runtime:RetryPolicies:payment:Attempts", "5", "Runtime:RetryPolicies:payment expected First and Longest")]
    [InlineData("Runtime:RetryPolicies:payment:First", "00:00:01", "got First alone")]
    public void Start_WhatWouldNotBeUsed_IsRefusedWithWhatToSet(string key, string value, string told) =>
        Should.Throw<StartException>(() => Add(key, value)).Message.ShouldContain(told);

    [Theory]
    [InlineData("Runtime:HistoryMonths", "24")]
    [InlineData("Runtime:Housekeeping", "false")]
    [InlineData("Runtime:RetryPolicies:register-lookup:Attempts", "5")]
    public void Start_RightValue_IsTaken(string key, string value) => Should.NotThrow(() => Add(key, value));

    private static void Add(string key, string value) => new ServiceCollection().AddProduct(
        new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Runtime:RetryPolicies:register-lookup:First"] = "00:00:02",
            ["Runtime:RetryPolicies:register-lookup:Longest"] = "00:10:00",
            [key] = value,
        }).Build(),
        new Surroundings { ConnectionString = "Host=nowhere" });
}
