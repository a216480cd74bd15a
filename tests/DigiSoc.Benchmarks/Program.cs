using DigiSoc.Benchmarks.Dmn;

// One subject a word; each prints its table and ends 0.
var subjects = new Dictionary<string, Func<int>>(StringComparer.Ordinal)
{
    ["feel"] = FeelAndDmn.Run,
};

var asked = args.Length == 0 ? [.. subjects.Keys] : args;
foreach (var subject in asked)
{
    if (!subjects.TryGetValue(subject, out var run))
    {
        Console.Error.WriteLine($"benchmarks: expected one of {string.Join(", ", subjects.Keys)}, found {subject}.");
        return 2;
    }

    if (run() is not 0 and var failed)
    {
        return failed;
    }
}

return 0;
