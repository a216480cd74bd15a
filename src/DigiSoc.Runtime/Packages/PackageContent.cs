using System.Security.Cryptography;
using System.Text;

namespace DigiSoc.Runtime;

/// <summary>A workflow package as a set of files; two with the same files are the same package, wherever they lie.</summary>
public sealed class PackageContent
{
    private PackageContent(SortedDictionary<string, byte[]> files)
    {
        Files = files;
        Hash = HashOf(files);
    }

    /// <summary>Path inside the package (forward slashes) → content, ordered by path.</summary>
    public IReadOnlyDictionary<string, byte[]> Files { get; }

    /// <summary>SHA-256 over paths and contents, in lower-case hex.</summary>
    public string Hash { get; }

    /// <summary>A package of the given files.</summary>
    public static PackageContent Of(IEnumerable<KeyValuePair<string, byte[]>> files)
    {
        var sorted = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var (path, content) in files)
        {
            sorted.Add(path.Replace('\\', '/'), content);
        }

        return new(sorted);
    }

    /// <summary>A package of the given texts.</summary>
    public static PackageContent OfTexts(params IEnumerable<(string Path, string Text)> files) =>
        Of(files.Select(f => KeyValuePair.Create(f.Path, Encoding.UTF8.GetBytes(f.Text))));

    /// <summary>Every file below a folder; names that begin with a dot are left out.</summary>
    public static PackageContent FromFolder(string folder) => Of(
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(f => (Path: Path.GetRelativePath(folder, f), File: f))
            .Where(f => !f.Path.Split(Path.DirectorySeparatorChar).Any(p => p.StartsWith('.')))
            .Select(f => KeyValuePair.Create(f.Path, File.ReadAllBytes(f.File))));

    /// <summary>A file as text; null when the package has none of that path.</summary>
    public string? Text(string path) => Files.TryGetValue(path, out var content) ? Encoding.UTF8.GetString(content) : null;

    private static string HashOf(SortedDictionary<string, byte[]> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (path, content) in files)
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{path}\n{content.Length}\n"));
            hash.AppendData(content);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
