using DigiSoc.Benchmarks.Measuring;

namespace DigiSoc.Benchmarks.Workplace;

/// <summary>What a worker feels: completing a task, and a page of the task list among few and many open tasks.</summary>
/// <remarks>Settings: <c>tasks</c> in the largest list (1,000,000), <c>times</c> each page is read (100), <c>completions</c> (2,000), <c>only</c> complete, pages.</remarks>
internal static class WorkplaceBenchmark
{
    public static async Task<int> RunAsync(Settings settings)
    {
        Console.WriteLine(Machine.Describe());
        await using var server = await Server.StartAsync();
        if (settings.Wants("complete"))
        {
            await Completing.MeasureAsync(server, settings.Number("completions", 2_000));
        }

        if (settings.Wants("pages"))
        {
            await TaskPages.MeasureAsync(server, settings.Number("tasks", 1_000_000), settings.Number("times", 100));
        }

        Console.WriteLine($"Load of the machine after: {Machine.LoadAverage()}");
        return 0;
    }
}
