using System.Net;
using System.Net.Sockets;
using System.Reflection;

namespace DigiSoc.EndToEnd.Running;

/// <summary>The built programs and free places to run them.</summary>
internal static class Programs
{
    public static string Root { get; } = Fact("RepositoryRoot");

    public static string Web { get; } = Fact("WebAssembly");

    public static string Sandbox { get; } = Fact("SandboxAssembly");

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>A new folder for one run's data, where any user of the machine may reach it.</summary>
    public static string NewDataFolder()
    {
        var folder = Path.Combine(Path.GetTempPath(), "digisoc-" + Guid.NewGuid().ToString("N")[..12]);
        Directory.CreateDirectory(folder);
        return folder;
    }

    private static string Fact(string name) => typeof(Programs).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == name).Value!;
}
