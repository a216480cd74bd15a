using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using DigiSoc.Cases.Scenarios;

namespace DigiSoc.Cases.Startup;

/// <summary>One task of a demonstration case that is done before anybody looks: by whom, which step, with what.</summary>
/// <remarks>A text <c>today+14</c> in the data stands for the day fourteen days from <c>today</c>: a demonstration is played on any day.</remarks>
internal sealed partial record DemoTask(string UserId, string ElementId, JsonObject Data)
{
    public static DemoTask Of(CaseYaml one, DateOnly today)
    {
        var data = YamlJson.Object(one.Get("data")).ToJsonString();
        var dated = RelativeDay().Replace(data, day => today
            .AddDays(int.Parse(day.Groups["days"].ValueSpan, CultureInfo.InvariantCulture))
            .ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        return new DemoTask(one.Text("by"), one.Text("step"), JsonNode.Parse(dated)!.AsObject());
    }

    // JSON writes the plus sign as its escape.
    [GeneratedRegex(@"(?<="")today(\+|\\u002B)(?<days>\d{1,3})(?="")")]
    private static partial Regex RelativeDay();
}

/// <summary>Does the first tasks of demonstration cases by their workers' hands, so that everybody finds something waiting.</summary>
internal sealed class DemoWork(Worklist worklist, TaskForms forms, People people)
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    /// <summary>Stops at the first task that does not come or is refused: the case then waits where it is.</summary>
    /// <returns>Null when all was done; else what stopped it, in words for the console.</returns>
    public async Task<string?> DoAsync(Guid caseId, IReadOnlyList<DemoTask> tasks, CancellationToken ct)
    {
        foreach (var task in tasks)
        {
            if (await DoAsync(caseId, task, ct) is { } stopped)
            {
                return stopped;
            }
        }

        return null;
    }

    private async Task<string?> DoAsync(Guid caseId, DemoTask task, CancellationToken ct)
    {
        if (await people.FindAsync(task.UserId, ct) is not { } worker)
        {
            return $"step '{task.ElementId}': there is no member of staff '{task.UserId}'";
        }

        if (await OfferedAsync(worker, caseId, task.ElementId, ct) is not { } offered)
        {
            return $"step '{task.ElementId}' did not come within {LongestWait.TotalSeconds:0} s";
        }

        var data = await FilledAsync(worker, offered.TaskId, task.Data, ct);
        var done = await forms.CompleteAsync(worker, offered.TaskId, data, $"demo-{offered.TaskId}", ct);
        return done.IsDone
            ? null
            : $"step '{task.ElementId}' was refused: {string.Join("; ", done.Refusals.Select(refusal => $"{refusal.Code} {refusal.Field} {refusal.Reason.En}"))}";
    }

    /// <summary>The form as it opens, with the task's own fields over it.</summary>
    private async Task<JsonObject> FilledAsync(Worker worker, Guid taskId, JsonObject own, CancellationToken ct)
    {
        var filled = await forms.OpenAsync(worker, taskId, ct) is { } form ? JsonObject.Create(form.Data) ?? [] : [];
        foreach (var (name, value) in own)
        {
            filled[name] = value?.DeepClone();
        }

        return filled;
    }

    // The case goes on by itself between its tasks (registers answer): there is nothing to do but look again.
    private async Task<WorkItem?> OfferedAsync(Worker worker, Guid caseId, string elementId, CancellationToken ct)
    {
        using var limit = new CancellationTokenSource(LongestWait);
        using var beat = new PeriodicTimer(Beat);
        while (!limit.IsCancellationRequested)
        {
            if ((await worklist.ForCaseAsync(worker, caseId, ct)).FirstOrDefault(task => task.ElementId == elementId) is { } found)
            {
                return found;
            }

            await beat.WaitForNextTickAsync(ct);
        }

        return null;
    }
}
