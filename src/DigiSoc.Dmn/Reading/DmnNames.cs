using System.Xml.Linq;

namespace DigiSoc.Dmn.Reading;

/// <summary>Names of the DMN files of all versions this reader knows.</summary>
internal static class DmnNames
{
    /// <summary>Namespace of our own attributes.</summary>
    public static readonly XNamespace DigiSoc = "https://digisoc.lv/schema/1.0";

    /// <summary>Model namespaces of DMN 1.1 to 1.5 (and 1.6, whose additions are refused where met).</summary>
    public static readonly IReadOnlyList<string> ModelNamespaces =
    [
        "http://www.omg.org/spec/DMN/20151101/dmn.xsd",
        "http://www.omg.org/spec/DMN/20180521/MODEL/",
        "https://www.omg.org/spec/DMN/20191111/MODEL/",
        "https://www.omg.org/spec/DMN/20211108/MODEL/",
        "https://www.omg.org/spec/DMN/20230324/MODEL/",
        "https://www.omg.org/spec/DMN/20240513/MODEL/",
    ];

    private static readonly string[] FeelNamespaces =
    [
        "http://www.omg.org/spec/FEEL/20140401",
        "http://www.omg.org/spec/DMN/20180521/FEEL/",
        "https://www.omg.org/spec/DMN/20191111/FEEL/",
        "https://www.omg.org/spec/DMN/20211108/FEEL/",
        "https://www.omg.org/spec/DMN/20230324/FEEL/",
        "https://www.omg.org/spec/DMN/20240513/FEEL/",
    ];

    /// <summary>Whether a language or type namespace means FEEL.</summary>
    public static bool IsFeel(string text) =>
        Array.IndexOf(FeelNamespaces, text) >= 0
        || string.Equals(text, "feel", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the element is the DMN element of that name, in the namespace of any version.</summary>
    public static bool IsDmn(XElement element) => ModelNamespaces.Contains(element.Name.NamespaceName);
}
