using System.Net;
using System.Net.Sockets;

namespace PhantomParadox.LoadTest;

/// <summary>A host under test on this machine. Any other address is refused: a load program is no tool to point at others.</summary>
internal sealed record LoopbackTarget(IPEndPoint EndPoint)
{
    /// <exception cref="UsageException">The address is no plain http URL of a loopback address.</exception>
    public static LoopbackTarget Parse(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme != Uri.UriSchemeHttp || url.PathAndQuery != "/"
            || url.UserInfo.Length != 0)
            throw new UsageException($"'{text}' is not of the form http://127.0.0.1:3000.");

        // The name is not looked up: whatever a resolver says, it stays on this machine.
        var address = url.Host == "localhost" ? IPAddress.Loopback : IPAddress.TryParse(url.DnsSafeHost, out var parsed) ? parsed : null;
        if (address is null || !IPAddress.IsLoopback(address))
            throw new UsageException($"'{url.Host}' is no loopback address; only this machine may be loaded.");
        return new LoopbackTarget(new IPEndPoint(address, url.Port));
    }

    public static LoopbackTarget OnPort(int port) => new(new IPEndPoint(IPAddress.Loopback, port));

    /// <summary>The value of the Host header.</summary>
    public string Host => EndPoint.ToString();

    public Socket Connect()
    {
        var socket = new Socket(EndPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            socket.Connect(EndPoint);
            return socket;
        }
        catch (SocketException e)
        {
            socket.Dispose();
            throw new LoadTestException($"No connection to {Host}: {e.Message}.");
        }
    }
}
