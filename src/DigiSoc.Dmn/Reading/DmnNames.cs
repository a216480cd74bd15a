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

    /// <summary>Whether a language or type namespace means FEEL, in the writing of any version.</summary>
    public static bool IsFeel(string text) =>
        text.TrimEnd('/').EndsWith("/FEEL", StringComparison.OrdinalIgnoreCase)
        || text.Contains("omg.org/spec/FEEL/", StringComparison.OrdinalIgnoreCase)
        || text.Equals("feel", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether the element is the DMN element of that name, in the namespace of any version.</summary>
    public static bool IsDmn(XElement element) => ModelNamespaces.Contains(element.Name.NamespaceName);
}
