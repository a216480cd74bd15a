namespace DigiSoc.Registers.Tests.Support;

/// <summary>Files of the repository, found upwards from the test program.</summary>
internal static class Repository
{
    public static string CatalogueFile => Path.Combine(Root(), "workflows", "catalogue", "data-items.yaml");

    public static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "DigiSoc.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new DirectoryNotFoundException("Expected DigiSoc.sln above the test program.");
    }
}
