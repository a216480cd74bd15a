using System.Reflection;
using DigiSoc.EndToEnd.Running;

namespace DigiSoc.EndToEnd.Harness;

/// <summary>Folders of the browser tests.</summary>
internal static class Places
{
    /// <summary>The folder of package.json of the browser.</summary>
    public static string Browser { get; } = typeof(Places).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(fact => fact.Key == "NpmFolder").Value!;

    public static string Screens { get; } = Path.Combine(Programs.Root, "docs", "screens");
}
