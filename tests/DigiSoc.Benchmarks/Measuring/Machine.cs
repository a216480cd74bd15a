using System.Globalization;
using System.Runtime.InteropServices;

namespace DigiSoc.Benchmarks.Measuring;

/// <summary>What a figure needs beside it to mean anything: date, machine, what else ran.</summary>
internal static class Machine
{
    public static string Describe()
    {
        var now = TimeProvider.System.GetUtcNow();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"Measured {now:yyyy-MM-dd}, {Environment.ProcessorCount} cores of {Processor()}, {RuntimeInformation.FrameworkDescription}, PostgreSQL 18 with fsync on; load of the machine before: {LoadAverage()}");
    }

    /// <summary>Processes that wanted to run, on average over the last minute.</summary>
    public static string LoadAverage() =>
        File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";

    private static string Processor() => !File.Exists("/proc/cpuinfo")
        ? RuntimeInformation.ProcessArchitecture.ToString()
        : File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim()
            ?? RuntimeInformation.ProcessArchitecture.ToString();
}
