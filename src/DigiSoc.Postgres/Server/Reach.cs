namespace DigiSoc.Postgres.Server;

/// <summary>Whether a user without rights of its own gets to a path: every folder above it must let others pass.</summary>
internal static class Reach
{
    public static bool IsPassableToOthers(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return true;
        }

        for (var folder = new DirectoryInfo(Path.GetFullPath(path)); folder is not null; folder = folder.Parent)
        {
            if (folder.Exists && !folder.UnixFileMode.HasFlag(UnixFileMode.OtherExecute))
            {
                return false;
            }
        }

        return true;
    }

    public static bool IsReadableByOthers(string folder) =>
        IsPassableToOthers(folder)
        && Directory.EnumerateFiles(folder).All(f => OperatingSystem.IsWindows()
            || File.GetUnixFileMode(f).HasFlag(UnixFileMode.OtherRead));
}
