using DigiSoc.EndToEnd.Crashes;
using DigiSoc.EndToEnd.Harness;

namespace DigiSoc.EndToEnd;

/// <summary>What a newcomer finds: every worker has something waiting, at every stage of a case.</summary>
[Trait("Category", "Slow")]
public sealed class DemonstrationTests(Product product)
{
    [Theory]
    [InlineData("rasa", "check-application")]
    [InlineData("dace", "assess")]
    [InlineData("lauma", "decide")]
    [InlineData("rita", "check-application")]
    [InlineData("sandis", "assess")]
    [InlineData("leons", "decide")]
    public async Task FirstStart_EveryWorker_FindsATaskOfTheirStage(string user, string elementId)
    {
        var address = await product.StartedAsync();
        using var client = new WorkplaceClient(() => address);

        var team = await client.GetAsync(user, "tasks?scope=team");
        var mine = await client.GetAsync(user, "tasks?scope=mine");

        team["items"]!.AsArray().Concat(mine["items"]!.AsArray()).Select(task => (string?)task!["elementId"]).ShouldContain(elementId);
    }

    [Fact]
    public async Task FirstStart_OneCase_HasItsLetterSent()
    {
        var address = await product.StartedAsync();
        using var client = new WorkplaceClient(() => address);
        var cases = (await client.GetAsync("dace", "cases?size=100"))["items"]!.AsArray();

        var states = new List<string?>();
        foreach (var one in cases)
        {
            var file = await client.GetAsync("dace", $"cases/{one!["caseId"]}");
            states.AddRange(file["letters"]!.AsArray().Select(letter => (string?)letter!["state"]));
        }

        states.ShouldContain(state => state == "sent" || state == "served");
    }
}
