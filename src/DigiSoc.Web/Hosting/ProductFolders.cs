using System.Reflection;

namespace DigiSoc.Web.Hosting;

/// <summary>Where the program's files are: in the clone it was built from, or beside the assembly when it was published.</summary>
internal static class ProductFolders
{
    private static readonly Dictionary<string, string?> Facts = typeof(ProductFolders).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .ToDictionary(fact => fact.Key, fact => fact.Value, StringComparer.Ordinal);

    /// <summary>The root of the clone; the assembly's folder when there is no clone on this machine.</summary>
    public static string Root { get; } = Existing("RepositoryRoot") ?? AppContext.BaseDirectory;

    /// <summary>The folder with wwwroot and appsettings.json.</summary>
    public static string Content { get; } = Existing("ContentRoot") ?? AppContext.BaseDirectory;

    /// <summary>What a run leaves behind: database, logs, keys.</summary>
    public static string Data { get; } = Path.Combine(Root, ".data");

    /// <summary>The built sandbox program; null when it was not built with us.</summary>
    public static string? SandboxAssembly { get; } =
        Facts.GetValueOrDefault("SandboxAssembly") is { } path && File.Exists(path) ? path : null;

    private static string? Existing(string name) =>
        Facts.GetValueOrDefault(name) is { Length: > 0 } path && Directory.Exists(path) ? Path.GetFullPath(path) : null;
}
