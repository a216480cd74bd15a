namespace DigiSoc.Documents.Tests.Support;

/// <summary>A templates folder of one test, with the shared parts of the real one.</summary>
internal sealed class TemplatesForTest : IDisposable
{
    public TemplatesForTest(string name, string letter)
    {
        Folder = Directory.CreateTempSubdirectory("digisoc-templates-").FullName;
        var shared = Directory.CreateDirectory(Path.Combine(Folder, "shared")).FullName;
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Samples.Folder, "shared")))
        {
            File.Copy(file, Path.Combine(shared, Path.GetFileName(file)));
        }

        Directory.CreateDirectory(Path.Combine(Folder, name));
        File.WriteAllText(Path.Combine(Folder, name, "letter.typ"), letter);
    }

    public string Folder { get; }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
