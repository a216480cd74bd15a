using System.Net;
using System.Net.Sockets;

namespace DigiSoc.Web.Hosting;

/// <summary>Where the product is to listen; looked at before anything is started.</summary>
internal static class ListeningPlaces
{
    /// <summary>Goes on when nobody else listens on the configured addresses (<c>urls</c>).</summary>
    /// <exception cref="StartException">WEB-004: another program does; the text names the address and the remedy.</exception>
    public static void EnsureFree(IConfiguration configuration)
    {
        foreach (var url in (configuration["urls"] ?? "").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (BindingAddress.Parse(url) is { Port: > 0 } address && !IsFree(address))
            {
                throw new StartException(
                    $"WEB-004 {url} is taken: DigiSoc runs already, or another program listens there. Open it or stop it, or start with another address: --urls http://localhost:{address.Port + 1000}");
            }
        }
    }

    private static bool IsFree(BindingAddress address)
    {
        var place = IPAddress.TryParse(address.Host, out var given) ? given
            : address.Host == "localhost" ? IPAddress.Loopback
            : IPAddress.Any;
        try
        {
            using var listener = new TcpListener(place, address.Port);
            listener.Start();
            return true;
        }
        catch (SocketException refused) when (refused.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            return false;
        }
    }
}
