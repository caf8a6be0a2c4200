using System.Net;
using System.Net.Sockets;

namespace PhantomParadox.Samples.Work;

/// <summary>Tells public addresses from those of this machine and its network.</summary>
/// <remarks>Source: the special-purpose registries of <see href="https://www.rfc-editor.org/rfc/rfc6890"/>.</remarks>
public static class PublicAddress
{
    private static readonly IPNetwork[] Special =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
            "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
        }.Select(IPNetwork.Parse),
    ];

    // Only this block is global unicast; the holes below carry IPv4 addresses inside (Teredo, 6to4) or are documentation.
    private static readonly IPNetwork GlobalUnicast = IPNetwork.Parse("2000::/3");
    private static readonly IPNetwork[] Holes = [IPNetwork.Parse("2001::/23"), IPNetwork.Parse("2001:db8::/32"), IPNetwork.Parse("2002::/16")];

    /// <summary>Whether an address is reachable by everybody alike.</summary>
    public static bool Is(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        return address.AddressFamily == AddressFamily.InterNetwork
            ? !Special.Any(network => network.Contains(address))
            : GlobalUnicast.Contains(address) && !Holes.Any(network => network.Contains(address));
    }

    /// <summary>Connects to a host by one of its public addresses: what was checked is what is connected to.</summary>
    /// <exception cref="WorkRefusedException">It has none.</exception>
    public static async ValueTask<Stream> ConnectAsync(DnsEndPoint host, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(host);
        var all = await Dns.GetHostAddressesAsync(host.Host, cancellationToken).ConfigureAwait(false);
        var open = Array.FindAll(all, Is);
        if (open.Length == 0)
            throw new WorkRefusedException("The address is not a public one; this agent fetches no others.");

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(open, host.Port, cancellationToken).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
