using DigiSoc.Benchmarks.Measuring;

namespace DigiSoc.Benchmarks.Product;

/// <summary>The product as a whole, as its own process: both starts, memory when idle, and completing a task over HTTP.</summary>
/// <remarks>
/// Settings: <c>completions</c> for each of the four columns (200), <c>idle</c> seconds before memory is read (20),
/// <c>only</c> starts, complete.
/// </remarks>
internal static class ProductBenchmark
{
    public static async Task<int> RunAsync(Settings settings)
    {
        Console.WriteLine(Machine.Describe());
        if (settings.Wants("starts"))
        {
            await Starts.MeasureAsync(TimeSpan.FromSeconds(settings.Number("idle", 20)));
        }

        if (settings.Wants("complete"))
        {
            await HttpCompleting.MeasureAsync(settings.Number("completions", 200));
        }

        Console.WriteLine($"Load of the machine after: {Machine.LoadAverage()}");
        return 0;
    }
}
