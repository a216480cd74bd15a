using System.Reflection;

namespace DigiSoc.Architecture.Tests;

/// <summary>The working tree these tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "RepositoryRoot").Value!;

    private static readonly string[] LeftOut = ["bin", "obj", "node_modules", ".git", ".data", "TestResults", "assets"];

    /// <summary>Files below a folder of the repository, build output and fetched packages left out.</summary>
    public static IEnumerable<string> Files(string folder, string pattern)
    {
        var start = Path.Combine(Root, folder);
        return Directory.Exists(start) ? Walk(start, pattern) : [];
    }

    public static string Relative(string path) => Path.GetRelativePath(Root, path).Replace('\\', '/');

    private static IEnumerable<string> Walk(string folder, string pattern) =>
        Directory.EnumerateFiles(folder, pattern).Concat(
            Directory.EnumerateDirectories(folder)
                .Where(child => !LeftOut.Contains(Path.GetFileName(child)))
                .SelectMany(child => Walk(child, pattern)));
}
