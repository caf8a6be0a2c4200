using System.Net.Sockets;
using PhantomParadox.LoadTest.Wire;

namespace PhantomParadox.LoadTest.Loads;

/// <summary>One agent that keeps a number of heartbeats in flight: as many go out as answers came in.</summary>
internal sealed class HeartbeatConnection : IDisposable
{
    private const int ReceiveBytes = 16 * 1024;

    private readonly Socket _socket;
    private readonly int _inFlight;
    private readonly int _frameLength;
    private readonly byte[] _frames;
    private readonly byte[] _received = new byte[ReceiveBytes];
    private long _answered;

    public HeartbeatConnection(LoopbackTarget target, int inFlight)
    {
        _socket = Handshake.Open(target);
        _inFlight = inFlight;
        var frame = Messages.Heartbeat(Messages.NewWallet(), "load-test", capacity: 1);
        _frameLength = frame.Length;
        _frames = OutgoingFrame.Repeated(frame, inFlight);
    }

    public long Answered => Volatile.Read(ref _answered);

    /// <summary>Runs until told to stop, then until all that was sent is answered.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        try
        {
            await PumpAsync(stop);
        }
        catch (SocketException e)
        {
            throw new LoadTestException($"A socket to the host broke: {e.Message}.");
        }
    }

    public void Dispose() => _socket.Dispose();

    private async Task PumpAsync(CancellationToken stop)
    {
        var outstanding = _inFlight;
        var kept = 0;
        await SendAsync(_frames);
        while (outstanding > 0)
        {
            var count = await _socket.ReceiveAsync(_received.AsMemory(kept));
            if (count == 0)
                throw new LoadTestException("The host closed a connection.");
            var answers = Take(kept + count, out kept, out var pong);
            if (pong is not null)
                await SendAsync(pong);
            outstanding -= answers;
            Volatile.Write(ref _answered, _answered + answers);
            if (answers == 0 || stop.IsCancellationRequested)
                continue;
            outstanding += answers;
            await SendAsync(_frames.AsMemory(0, answers * _frameLength));
        }
    }

    private async ValueTask SendAsync(ReadOnlyMemory<byte> bytes)
    {
        while (!bytes.IsEmpty)
            bytes = bytes[await _socket.SendAsync(bytes)..];
    }

    // Counts the whole frames and moves what is left of a broken one to the front.
    private int Take(int length, out int kept, out byte[]? pong)
    {
        pong = null;
        var answers = 0;
        var rest = _received.AsSpan(0, length);
        while (Frame.TryRead(rest, out var frame))
        {
            switch (frame.Opcode)
            {
                case Frame.Text when frame.Payload.IndexOf("\"heartbeat_ack\""u8) >= 0:
                    answers++;
                    break;
                case Frame.Text:
                    throw new LoadTestException($"The host answered {System.Text.Encoding.UTF8.GetString(frame.Payload)}.");
                case Frame.Ping:
                    pong = OutgoingFrame.OfClient(Frame.Pong, frame.Payload);
                    break;
                case Frame.Close:
                    throw new LoadTestException("The host closed a socket.");
            }

            rest = rest[frame.Size..];
        }

        kept = rest.Length;
        if (kept == ReceiveBytes)
            throw new LoadTestException($"The host sent a message of more than {ReceiveBytes} bytes.");
        rest.CopyTo(_received);
        return answers;
    }
}
