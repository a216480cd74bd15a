using DigiSoc.Web.Tests.Harness;

namespace DigiSoc.Web.Tests.Api;

/// <summary>Waiting for the engine to have put a task before a worker.</summary>
internal static class OpenTasks
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>The first task offered to the caller's team, of one case when given; fails after a minute.</summary>
    public static async Task<Guid> FirstTaskAsync(this ApiClient client, CancellationToken ct, Guid? caseId = null)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Patience);
        using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        do
        {
            var page = await ApiClient.JsonAsync(await client.GetAsync("tasks?scope=team&size=200"));
            foreach (var item in page.GetProperty("items").EnumerateArray())
            {
                if (caseId is null || item.GetProperty("caseId").GetGuid() == caseId)
                {
                    return item.GetProperty("taskId").GetGuid();
                }
            }
        }
        while (await beat.WaitForNextTickAsync(limit.Token));
        throw new InvalidOperationException("Bug: a timer does not end by itself.");
    }
}
