namespace DigiSoc.Cases.Packages;

/// <summary>Package folders in the order in which they can be deployed: what is called before what calls it.</summary>
internal static class PackageOrder
{
    /// <exception cref="CaseDataException">A manifest cannot be read.</exception>
    public static IReadOnlyList<(string Key, string Folder)> Of(string workflowsFolder)
    {
        var manifests = Directory.EnumerateDirectories(workflowsFolder)
            .Select(folder => (Folder: folder, File: Path.Combine(folder, PackageManifest.FileName)))
            .Where(package => File.Exists(package.File))
            .Select(package => (package.Folder, Manifest: PackageManifest.Read(package.File, File.ReadAllText(package.File))))
            .ToDictionary(package => package.Manifest.Key, StringComparer.Ordinal);
        var ordered = new List<(string, string)>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var key in manifests.Keys.Order(StringComparer.Ordinal))
        {
            Visit(key);
        }

        return ordered;

        void Visit(string key)
        {
            if (!seen.Add(key) || !manifests.TryGetValue(key, out var package))
            {
                return;
            }

            foreach (var used in package.Manifest.Uses)
            {
                Visit(used);
            }

            ordered.Add((key, package.Folder));
        }
    }
}
