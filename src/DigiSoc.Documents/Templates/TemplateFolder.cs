using System.Security.Cryptography;
using System.Text;

namespace DigiSoc.Documents.Templates;

/// <summary>The folder <c>templates/</c>: which letters there are and by which wording.</summary>
internal sealed class TemplateFolder(string path)
{
    /// <summary>Holds what all letters share; part of each letter's wording.</summary>
    private const string Shared = "shared";

    public string Path { get; } = path;

    /// <summary>The configured folder, or the first <c>templates</c> with a letter in it upwards from the program.</summary>
    /// <exception cref="DirectoryNotFoundException">There is none (DOC-050).</exception>
    public static TemplateFolder Find(string configured)
    {
        var candidates = configured.Length > 0 ? [System.IO.Path.GetFullPath(configured)] : Upwards();
        var found = candidates.FirstOrDefault(Directory.Exists) ?? throw new DirectoryNotFoundException(
            DocumentErrors.WrongOptionText(nameof(DocumentsOptions.TemplatesFolder), "a folder with templates", configured));
        return new TemplateFolder(found);
    }

    public bool Holds(string template) => Names().Contains(template);

    public IReadOnlyList<string> Names() =>
    [
        .. Directory.EnumerateDirectories(Path)
            .Where(folder => File.Exists(System.IO.Path.Combine(folder, "letter.typ")))
            .Select(folder => System.IO.Path.GetFileName(folder))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>Hash over names and bytes of the template's files and of those all letters share.</summary>
    public string Sha256Of(string template)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in FilesOf(template).Concat(FilesOf(Shared)))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(System.IO.Path.GetRelativePath(Path, file)));
            hash.AppendData(File.ReadAllBytes(file));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private IEnumerable<string> FilesOf(string folder) =>
        Directory.EnumerateFiles(System.IO.Path.Combine(Path, folder), "*.typ").Order(StringComparer.Ordinal);

    private static IEnumerable<string> Upwards()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = System.IO.Path.GetDirectoryName(folder))
        {
            yield return System.IO.Path.Combine(folder, "templates");
        }
    }
}
