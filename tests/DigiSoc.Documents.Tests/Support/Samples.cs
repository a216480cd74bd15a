using System.Text.Json;
using System.Text.Json.Nodes;

namespace DigiSoc.Documents.Tests.Support;

/// <summary>The sample data beside each template, to be changed by a test.</summary>
internal static class Samples
{
    public static readonly DateTimeOffset Now = new(2026, 2, 24, 9, 0, 0, TimeSpan.Zero);

    public static string Folder { get; } = FindFolder();

    public static JsonObject Of(string template) =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, template, "sample.json")))!.AsObject();

    public static JsonElement Element(this JsonNode node) => JsonSerializer.SerializeToElement(node);

    private static string FindFolder()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "templates", "shared", "page.typ")))
        {
            folder = Path.GetDirectoryName(folder)!;
        }

        return Path.Combine(folder, "templates");
    }
}
