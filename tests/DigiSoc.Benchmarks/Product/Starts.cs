using System.Globalization;

namespace DigiSoc.Benchmarks.Product;

/// <summary>The first start on an empty folder, the second on the same data, and the memory of the idle host after it.</summary>
internal static class Starts
{
    /// <param name="idle">How long the host is left alone before its memory is read.</param>
    public static async Task MeasureAsync(TimeSpan idle)
    {
        var data = Path.Combine(Path.GetTempPath(), $"digisoc-bench-product-{Environment.ProcessId}");
        Directory.CreateDirectory(data);
        try
        {
            TimeSpan first;
            await using (var host = await HostProcess.StartAsync($"--Data:Folder={data}"))
            {
                first = host.StartTook;
                await Task.Delay(TimeSpan.FromSeconds(10)); // The seeded cases are worked on.
            }

            await using var again = await HostProcess.StartAsync($"--Data:Folder={data}");
            await Task.Delay(idle);
            Console.WriteLine();
            Console.WriteLine("| the product as a process | measured |");
            Console.WriteLine("| --- | ---: |");
            Print("first start, empty folder, with its PostgreSQL, sandbox and seeded cases", $"{first.TotalSeconds:N1} s");
            Print("second start, the same data", $"{again.StartTook.TotalSeconds:N1} s");
            Print("second start, share of the first", $"{again.StartTook / first:P0}");
            Print("memory of the idle host (resident) after the second start", $"{again.ResidentBytes() / 1e6:N0} MB");
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    private static void Print(string what, FormattableString figure) =>
        Console.WriteLine($"| {what} | {figure.ToString(CultureInfo.InvariantCulture)} |");
}
