using DigiSoc.Bpmn;
using DigiSoc.Feel;

namespace DigiSoc.Runtime.Tests.Bulks;

/// <summary>A night in which a thousand instances stopped for the same reason, and one order that lets them go on.</summary>
public sealed class ManyIncidentsTests(EngineDatabase database) : IClassFixture<EngineDatabase>
{
    private const int Count = 1_200;

    private static readonly FeelContext Income = FeelContext.Of(("income", FeelValue.Of(120)));

    [Fact]
    public async Task Retry_WithVariablesEdited_LetsEachGoOnOnce()
    {
        await using var node = await TestNode.StartAsync(database);
        await StopAsync(node, "lacking");
        var incidents = await IncidentsAsync(node, "lacking");

        var verdicts = await node.Engine.RetryIncidentsAsync(incidents, TestNode.Boss, Income);

        verdicts.Select(v => v.Id).ShouldBe(incidents);
        verdicts.ShouldAllBe(v => v.IsDone);
        await ShouldHaveGoneOnAsync(node, "lacking");
    }

    // The order carries the variables: looked at first, then it goes on without the caller, and each history says what was set and why.
    [Fact]
    public async Task Bulk_WithVariablesEdited_LetsEachGoOnOnce()
    {
        await using var node = await TestNode.StartAsync(database);
        await StopAsync(node, "edited");
        var incidents = await IncidentsAsync(node, "edited");
        var order = new BulkRequest
        {
            Operation = BulkOperation.RetryIncidents,
            Query = new() { PackageKey = "edited", IncidentCode = "BPMN-101" },
            Variables = Income,
            IsDryRun = true,
            Reason = "incomes are known",
        };

        var preview = await EndedAsync(node, (await node.Engine.StartBulkAsync(order, TestNode.Boss)).OrThrow());
        (preview.Done, preview.Refused, preview.Open).ShouldBe((Count, 0, 0));
        (await IncidentsAsync(node, "edited")).ShouldBe(incidents);
        var ended = await EndedAsync(node, (await node.Engine.CarryOutBulkAsync(preview.BulkId, TestNode.Boss)).OrThrow());

        (ended.Done, ended.Refused, ended.Open).ShouldBe((Count, 0, 0));
        ended.Variables.ShouldBe(Income);
        await ShouldHaveGoneOnAsync(node, "edited");
        var history = await node.Engine.HistoryAsync("edited-7", TestNode.Boss);
        history.Select(h => h.Operation).ShouldBe(["StartInstance", "ResolveIncident"]);
        var retried = history[^1];
        retried.Actor.ShouldBe("boss");
        retried.Events.ToString().ShouldContain("VariablesSet");
        retried.Events.ToString().ShouldContain("incomes are known");
        (await node.Engine.CheckHistoryAsync("edited-7", TestNode.Boss)).IsWhole.ShouldBeTrue();
    }

    private static Task<BulkView> EndedAsync(TestNode node, BulkView bulk) => node.UntilAsync(
        async () => await node.Engine.FindBulkAsync(bulk.BulkId, TestNode.Boss) is { FinishedAt: not null } over ? over : null, "end of the bulk operation");

    private static async Task StopAsync(TestNode node, string key)
    {
        var package = Models.Package(key, Models.Process(key, $"""
            <bpmn:startEvent id="start"/>
            <bpmn:exclusiveGateway id="fork" default="fork-high"/>
            <bpmn:endEvent id="low"/>
            <bpmn:endEvent id="high"/>
            <bpmn:sequenceFlow id="fork-low" sourceRef="fork" targetRef="low"><bpmn:conditionExpression>=income &lt; 100</bpmn:conditionExpression></bpmn:sequenceFlow>
            """, "start>fork", "fork>high"));
        var deployed = (await node.Engine.DeployAsync(package, TestNode.Boss)).OrThrow().Package;
        await Parallel.ForAsync(0, Count, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (i, ct) =>
            (await node.Engine.StartInstanceAsync(new(deployed.Key, deployed.Version), $"{key}-{i}", FeelContext.Empty, TestNode.Anna, ct: ct)).OrThrow());
    }

    private static async Task<List<Guid>> IncidentsAsync(TestNode node, string key)
    {
        var found = new List<Guid>();
        Guid? after = null;
        do
        {
            var page = await node.Engine.IncidentsAsync(TestNode.Boss, after: after, size: 500);
            found.AddRange(page.Items.Where(i => i.BusinessKey.StartsWith($"{key}-", StringComparison.Ordinal)).Select(i => i.IncidentId));
            after = page.Next;
        }
        while (after is not null);
        found.Count.ShouldBe(Count);
        return found;
    }

    private async Task ShouldHaveGoneOnAsync(TestNode node, string key)
    {
        (await CountAsync($"SELECT count(*) FROM runtime.instances WHERE package_key = '{key}' AND ended_at IS NOT NULL")).ShouldBe(Count);
        (await CountAsync($"SELECT count(*) FROM runtime.incidents WHERE package_key = '{key}'")).ShouldBe(0);
        (await CountAsync($"SELECT count(*) FROM runtime.events WHERE package_key = '{key}' AND operation = 'ResolveIncident'")).ShouldBe(Count);
        node.Steps.Count(s => s.PackageKey == key && s.State.Status == InstanceStatus.Completed).ShouldBeGreaterThanOrEqualTo(Count);
    }

    private async Task<long> CountAsync(string sql)
    {
        await using var command = database.Owner.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
