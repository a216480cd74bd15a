namespace DigiSoc.Cases.Tests;

/// <summary>The repository's folders, found upwards from the test program.</summary>
internal static class RepositoryFolder
{
    public static string Workflows { get; } = Path.Combine(Root(), "workflows");

    public static string Source { get; } = Path.Combine(Root(), "src");

    public static string Templates { get; } = Path.Combine(Root(), "templates");

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "DigiSoc.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException($"No DigiSoc.sln above {AppContext.BaseDirectory}.");
    }
}
