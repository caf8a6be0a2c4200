using System.Buffers.Binary;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace PhantomParadox.EndToEnd;

/// <summary>A connection on which a test writes the bytes of frames itself (RFC 6455 §5.2).</summary>
internal sealed class RawSocket : IAsyncDisposable
{
    private readonly TcpClient _tcp = new();
    private Stream _stream = null!;

    public static async Task<RawSocket> ConnectAsync(Uri server)
    {
        var raw = new RawSocket();
        await raw._tcp.ConnectAsync(server.Host, server.Port);
        raw._stream = raw._tcp.GetStream();
        if (server.Scheme == Uri.UriSchemeHttps)
            raw._stream = await SecureAsync(raw._stream);
        raw._stream.ReadTimeout = (int)MarketServer.Patience.TotalMilliseconds;
        return raw;
    }

    /// <summary>Connects and changes to the WebSocket protocol.</summary>
    public static async Task<RawSocket> UpgradeAsync(Uri server)
    {
        var raw = await ConnectAsync(server);
        await raw.WriteAsync("GET /ws HTTP/1.1\r\nHost: market\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"u8.ToArray());
        var head = await raw.ReadHeadAsync();
        return head.StartsWith("HTTP/1.1 101", StringComparison.Ordinal) ? raw : throw new InvalidOperationException(head);
    }

    public Task WriteAsync(byte[] bytes) => _stream.WriteAsync(bytes).AsTask();

    public Task WriteAsync(string text) => WriteAsync(Encoding.Latin1.GetBytes(text));

    /// <summary>Writes a frame.</summary>
    /// <param name="first">FIN, the reserved bits and the opcode.</param>
    /// <param name="payload">What it carries; the mask is zero, so it stands as it is.</param>
    /// <param name="claimed">The length to claim; null claims what is there.</param>
    /// <param name="masked">Whether to set the mask bit, as clients must.</param>
    public Task FrameAsync(byte first, byte[] payload, ulong? claimed = null, bool masked = true) => WriteAsync(Frame(first, payload, claimed, masked));

    /// <summary>A frame's bytes.</summary>
    /// <inheritdoc cref="FrameAsync"/>
    public static byte[] Frame(byte first, byte[] payload, ulong? claimed = null, bool masked = true)
    {
        var length = claimed ?? (ulong)payload.Length;
        var mask = (byte)(masked ? 0x80 : 0);
        var header = new List<byte> { first };
        if (length < 126)
        {
            header.Add((byte)(mask | (byte)length));
        }
        else if (length <= ushort.MaxValue)
        {
            header.AddRange([(byte)(mask | 126), (byte)(length >> 8), (byte)length]);
        }
        else
        {
            header.Add((byte)(mask | 127));
            var wide = new byte[8];
            BinaryPrimitives.WriteUInt64BigEndian(wide, length);
            header.AddRange(wide);
        }

        if (masked)
            header.AddRange([0, 0, 0, 0]);
        return [.. header, .. payload];
    }

    public Task TextAsync(string text) => FrameAsync(0x81, Encoding.UTF8.GetBytes(text));

    /// <summary>Reads a frame from the server.</summary>
    /// <returns>Its opcode and payload; opcode −1 where the connection ended instead.</returns>
    public async Task<(int Opcode, byte[] Payload)> ReadFrameAsync()
    {
        using var patience = new CancellationTokenSource(MarketServer.Patience);
        try
        {
            var head = new byte[2];
            await _stream.ReadExactlyAsync(head, patience.Token);
            var length = head[1] & 0x7f;
            if (length == 126)
            {
                var wide = new byte[2];
                await _stream.ReadExactlyAsync(wide, patience.Token);
                length = BinaryPrimitives.ReadUInt16BigEndian(wide);
            }

            var payload = new byte[length];
            await _stream.ReadExactlyAsync(payload, patience.Token);
            return (head[0] & 0x0f, payload);
        }
        catch (IOException)
        {
            return (-1, []);
        }
    }

    /// <summary>Reads to the close frame.</summary>
    /// <returns>Its code; 1006 where the connection ended without one.</returns>
    public async Task<int> ReadCloseAsync()
    {
        while (true)
        {
            var (opcode, payload) = await ReadFrameAsync();
            if (opcode == -1)
                return 1006;
            if (opcode == 8)
                return payload.Length < 2 ? 1005 : BinaryPrimitives.ReadUInt16BigEndian(payload);
        }
    }

    /// <summary>Reads the head of an HTTP reply; empty where the connection ended instead.</summary>
    public async Task<string> ReadHeadAsync()
    {
        using var patience = new CancellationTokenSource(MarketServer.Patience);
        var head = new StringBuilder();
        var one = new byte[1];
        try
        {
            while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
            {
                if (await _stream.ReadAsync(one, patience.Token) == 0)
                    return head.ToString();
                head.Append((char)one[0]);
            }
        }
        catch (IOException)
        {
            // Cut.
        }

        return head.ToString();
    }

    public ValueTask DisposeAsync()
    {
        _stream.Dispose();
        _tcp.Dispose();
        return ValueTask.CompletedTask;
    }

    // By a certificate that the test has made itself.
    private static async Task<Stream> SecureAsync(Stream stream)
    {
        var secure = new SslStream(stream, leaveInnerStreamOpen: false, (_, _, _, _) => true);
        await secure.AuthenticateAsClientAsync("127.0.0.1");
        return secure;
    }
}
