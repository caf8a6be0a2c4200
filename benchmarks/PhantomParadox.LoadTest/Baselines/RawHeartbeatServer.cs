using System.Net;
using System.Net.Sockets;
using PhantomParadox.LoadTest.Wire;

namespace PhantomParadox.LoadTest.Baselines;

/// <summary>
/// The least that can answer heartbeats: bare sockets, no HTTP server, no parsing but of lengths, the same answer to each.
/// </summary>
internal sealed class RawHeartbeatServer : IBareServer
{
    private const int ReceiveBytes = 4096;
    private const int MostAnswersAtOnce = ReceiveBytes / 6;

    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly int _answerLength;
    private readonly byte[] _answers;

    public RawHeartbeatServer(byte[] acknowledgement)
    {
        var answer = OutgoingFrame.OfServer(Frame.Text, acknowledgement);
        _answerLength = answer.Length;
        // A client's frame has at least 6 bytes: no read can bring more than these.
        _answers = OutgoingFrame.Repeated(answer, MostAnswersAtOnce);
    }

    public Task<int> StartAsync()
    {
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen(1024);
        _ = AcceptAsync();
        return Task.FromResult(((IPEndPoint)_listener.LocalEndPoint!).Port);
    }

    public ValueTask DisposeAsync()
    {
        _listener.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = ServeAsync(await _listener.AcceptAsync());
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // The listener was closed: the run is over.
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        using var _ = socket;
        try
        {
            socket.NoDelay = true;
            var received = new byte[ReceiveBytes];
            if (await UpgradeAsync(socket, received))
                await AnswerAsync(socket, received);
        }
        catch (SocketException)
        {
            // The client went away.
        }
    }

    private static async Task<bool> UpgradeAsync(Socket socket, byte[] received)
    {
        for (var length = 0; length < received.Length;)
        {
            var count = await socket.ReceiveAsync(received.AsMemory(length));
            if (count == 0)
                return false;
            length += count;
            if (!received.AsSpan(0, length).EndsWith("\r\n\r\n"u8))
                continue;
            await socket.SendAsync(Handshake.Accepted);
            return true;
        }

        return false;
    }

    private async Task AnswerAsync(Socket socket, byte[] received)
    {
        var kept = 0;
        while (await socket.ReceiveAsync(received.AsMemory(kept)) is > 0 and var count)
        {
            var frames = Count(received.AsSpan(0, kept + count), out kept);
            for (var rest = _answers.AsMemory(0, frames * _answerLength); !rest.IsEmpty;)
                rest = rest[await socket.SendAsync(rest)..];
        }
    }

    private static int Count(Span<byte> received, out int kept)
    {
        var frames = 0;
        var rest = received;
        for (; Frame.TryRead(rest, out var frame); frames++)
            rest = rest[frame.Size..];
        kept = rest.Length;
        rest.CopyTo(received);
        return frames;
    }
}
