namespace DigiSoc.Postgres.Server;

/// <summary>PostgreSQL refuses to run as root; a program that does lets user <c>nobody</c> run the server.</summary>
internal static class ServerUser
{
    public const string Name = "nobody";

    public static bool IsNeeded { get; } =
        !OperatingSystem.IsWindows() && string.Equals(Environment.UserName, "root", StringComparison.Ordinal);

    /// <summary>Gives a folder and all in it to the server's user, when there is one.</summary>
    public static void Own(string folder)
    {
        if (IsNeeded)
        {
            Command.Run("chown", ["-R", $"{Name}:", folder]);
        }
    }
}
