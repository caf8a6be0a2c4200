using System.Net.Sockets;
using System.Text;

namespace PhantomParadox.LoadTest.Wire;

/// <summary>The upgrade of a fresh connection to a WebSocket, client side.</summary>
internal static class Handshake
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    // The nonce of RFC 6455 §1.3: the answer is not checked, as the peer is the host under test and not a stray proxy.
    private const string Nonce = "dGhlIHNhbXBsZSBub25jZQ==";

    /// <summary>The answer to exactly this request.</summary>
    public static ReadOnlyMemory<byte> Accepted { get; } = Encoding.ASCII.GetBytes(
        "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n" +
        "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n");

    public static Socket Open(LoopbackTarget target)
    {
        var socket = target.Connect();
        try
        {
            socket.ReceiveTimeout = (int)Patience.TotalMilliseconds;
            socket.Send(Encoding.ASCII.GetBytes(
                $"GET /ws HTTP/1.1\r\nHost: {target.Host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n" +
                $"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {Nonce}\r\n\r\n"));
            ReadAnswer(socket);
            return socket;
        }
        catch (SocketException e)
        {
            socket.Dispose();
            throw new LoadTestException($"The upgrade to a WebSocket failed: {e.Message}.");
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    // Byte by byte at the end, lest the first frame be taken along: a server may speak as soon as it has upgraded.
    private static void ReadAnswer(Socket socket)
    {
        Span<byte> answer = stackalloc byte[4096];
        var length = 0;
        while (!answer[..length].EndsWith("\r\n\r\n"u8))
        {
            if (length == answer.Length || socket.Receive(answer.Slice(length, 1)) == 0)
                throw new LoadTestException("The upgrade to a WebSocket got no answer.");
            length++;
        }

        if (!answer.StartsWith("HTTP/1.1 101"u8))
            throw new LoadTestException($"The upgrade to a WebSocket was answered with {HttpReply.FirstLine(answer[..length])}.");
    }
}
