using DigiSoc.Benchmarks.Dmn;
using DigiSoc.Benchmarks.Engine;
using DigiSoc.Benchmarks.Measuring;
using DigiSoc.Benchmarks.Product;
using DigiSoc.Benchmarks.Workplace;

// One subject a word, its settings behind it (name=value); each prints its tables and ends 0.
var subjects = new Dictionary<string, Func<Settings, Task<int>>>(StringComparer.Ordinal)
{
    ["feel"] = settings => Task.FromResult(FeelAndDmn.Run(settings)),
    ["engine"] = EngineBenchmark.RunAsync,
    ["workplace"] = WorkplaceBenchmark.RunAsync,
    ["product"] = ProductBenchmark.RunAsync,
};

var asked = args.Where(arg => !arg.Contains('=', StringComparison.Ordinal)).ToList();
foreach (var subject in asked.Count == 0 ? [.. subjects.Keys] : asked)
{
    if (!subjects.TryGetValue(subject, out var run))
    {
        Console.Error.WriteLine($"benchmarks: expected one of {string.Join(", ", subjects.Keys)}, found {subject}.");
        return 2;
    }

    if (await run(new Settings(args.Where(arg => arg.Contains('=', StringComparison.Ordinal)))) is not 0 and var failed)
    {
        return failed;
    }
}

return 0;
