using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;

namespace DigiSoc.Postgres.Server;

/// <summary>The places inside the data folder: cluster, log, password, and the lock that names the server's owner.</summary>
internal sealed record ServerFolder(string Root)
{
    private const string HomeOfRoot = "/var/lib/digisoc";

    public string Cluster => Path.Combine(Root, "cluster");

    public string Log => Path.Combine(Root, "postgres.log");

    public string Password => Path.Combine(Root, "password");

    public string Lock => Path.Combine(Root, "owner.lock");

    public string Settings => Path.Combine(Cluster, "digisoc.conf");

    public string PidFile => Path.Combine(Cluster, "postmaster.pid");

    public bool IsInitialised => File.Exists(Path.Combine(Cluster, "PG_VERSION")) && File.Exists(Settings);

    /// <summary>The wished folder, or one that the server's user can reach; a note in the wished one says where.</summary>
    public static ServerFolder Choose(string wished, ILogger log)
    {
        var full = Path.GetFullPath(wished);
        Directory.CreateDirectory(full);
        if (!ServerUser.IsNeeded || Reach.IsPassableToOthers(Path.GetDirectoryName(full)!))
        {
            return new ServerFolder(full);
        }

        var name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(full)))[..16];
        var reachable = Path.Combine(HomeOfRoot, name);
        Directory.CreateDirectory(reachable);
        Command.Run("chmod", ["755", HomeOfRoot]);
        File.WriteAllText(Path.Combine(full, "DATABASE-IS-IN.txt"), reachable + "\n");
        log.LogWarning(
            "User {User} cannot reach {Wished}; the database is kept in {Folder}", ServerUser.Name, full, reachable);
        return new ServerFolder(reachable);
    }

    public string LogTail()
    {
        return File.Exists(Log) ? string.Join(" | ", File.ReadLines(Log).TakeLast(5)) : "(none)";
    }
}
