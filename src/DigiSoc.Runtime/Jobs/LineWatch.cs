using DigiSoc.Runtime.Nodes;

namespace DigiSoc.Runtime;

/// <summary>Gives back the jobs that have stood in this node's line for long: whoever has a free worker takes them.</summary>
/// <remarks>A node whose workers stand still shows signs of life, and would hold on to them for ever.</remarks>
internal sealed class LineWatch(JobRunner runner, JobExecution execution, EngineOptions options, Announcer announcer)
{
    public async Task RoundAsync(CancellationToken ct)
    {
        while (await runner.GiveBackFirstAsync(options.LinePatience, execution.ReturnAsync, ct))
        {
            announcer.Tell();
        }

        await Task.Delay(options.PollInterval, ct);
    }
}
