using System.Runtime.CompilerServices;

namespace DigiSoc.Bpmn.Tests.Reading;

/// <summary>Files that others wrote, beside the repository; absent, their tests are skipped by name, and fail under CI.</summary>
internal static class ConformanceFiles
{
    private static readonly string Folder = Path.Combine(Repository(), "..", "shared", "conformance", "bpmn-miwg");

    public static IReadOnlyList<string> Miwg()
    {
        if (Directory.Exists(Folder))
        {
            return [.. Directory.GetFiles(Folder, "*.bpmn").Order(StringComparer.Ordinal)];
        }

        if (Environment.GetEnvironmentVariable("CI") == "true")
        {
            throw new InvalidOperationException($"The conformance models are missing: expected {Path.GetFullPath(Folder)}.");
        }

        Assert.Skip($"The conformance models are not at {Path.GetFullPath(Folder)}.");
        return [];
    }

    public static string Text(string file) => File.ReadAllText(Path.Combine(Folder, file));

    public static string Repository([CallerFilePath] string here = "")
    {
        DirectoryInfo? folder = new FileInfo(here).Directory;
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "DigiSoc.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException($"No DigiSoc.sln above {here}.");
    }
}
