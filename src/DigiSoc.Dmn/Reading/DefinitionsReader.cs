using System.Xml.Linq;
using static DigiSoc.Dmn.Reading.ReadingScope;

namespace DigiSoc.Dmn.Reading;

/// <summary>What a DMN file says, before names are resolved.</summary>
internal sealed record Definitions
{
    public required string Name { get; init; }

    public required string Namespace { get; init; }

    public required IReadOnlyList<DmnImport> Imports { get; init; }

    public required IReadOnlyList<ItemDefinition> ItemDefinitions { get; init; }

    public required IReadOnlyList<DrgElement> Elements { get; init; }
}

/// <summary>Reads the whole of a DMN file.</summary>
internal static class DefinitionsReader
{
    private const string DmnImportType = "/MODEL/";

    /// <summary>The file's content and what was found wrong; no content when the file is not DMN at all.</summary>
    public static (Definitions? Definitions, IReadOnlyList<DmnDiagnostic> Diagnostics) Read(string xml)
    {
        var (document, refusal, line) = HardenedXml.Load(xml);
        if (document?.Root is not { } root)
        {
            return (null, [DmnCodes.NotXml(line, refusal ?? "the text is empty")]);
        }

        return root.Name.LocalName == "definitions" && DmnNames.IsDmn(root)
            ? ReadRoot(root)
            : (null, [DmnCodes.NotDmn(LineOf(root), root.Name.LocalName, root.Name.NamespaceName)]);
    }

    private static (Definitions, IReadOnlyList<DmnDiagnostic>) ReadRoot(XElement root)
    {
        var space = Attribute(root, "namespace") ?? "";
        var imports = Children(root, "import").Select(Import).ToList();
        var scope = new ReadingScope(ImportNames(imports), space) { Language = Attribute(root, "expressionLanguage") };
        var definitions = new Definitions
        {
            Name = Attribute(root, "name") ?? "",
            Namespace = space,
            Imports = imports,
            ItemDefinitions = ReadItemDefinitions(root, scope),
            Elements = ReadElements(root, scope),
        };
        return (definitions, scope.Diagnostics);
    }

    private static List<ItemDefinition> ReadItemDefinitions(XElement root, ReadingScope scope)
    {
        var reader = new ItemDefinitionReader(scope);
        var read = new List<ItemDefinition>();
        foreach (var element in Children(root, "itemDefinition"))
        {
            scope.Enter(Attribute(element, "name") ?? "");
            read.Add(reader.Read(element));
        }

        return read;
    }

    private static List<DrgElement> ReadElements(XElement root, ReadingScope scope)
    {
        var reader = new DrgReader(scope);
        return [.. root.Elements().Where(DmnNames.IsDmn).Select(reader.Read).OfType<DrgElement>()];
    }

    private static DmnImport Import(XElement element)
    {
        var type = Attribute(element, "importType") ?? "";
        return new DmnImport(
            Attribute(element, "name") ?? "",
            Attribute(element, "namespace") ?? "",
            type.EndsWith(DmnImportType, StringComparison.Ordinal) || DmnNames.ModelNamespaces.Contains(type),
            LineOf(element));
    }

    private static Dictionary<string, string> ImportNames(List<DmnImport> imports)
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var import in imports)
        {
            names.TryAdd(import.Namespace, import.Name);
        }

        return names;
    }
}
