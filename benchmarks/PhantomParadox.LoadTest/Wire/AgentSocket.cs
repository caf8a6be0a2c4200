using System.Net.Sockets;
using System.Text;

namespace PhantomParadox.LoadTest.Wire;

/// <summary>One agent's socket, used by one thread that waits for its answers: the shortest way from the wire to a time stamp.</summary>
internal sealed class AgentSocket : IDisposable
{
    private const int LongestMessage = 4096;

    private readonly Socket _socket;
    private readonly byte[] _received = new byte[LongestMessage];
    private int _start;
    private int _end;

    public AgentSocket(LoopbackTarget target) => _socket = Handshake.Open(target);

    public void Send(ReadOnlySpan<byte> frame)
    {
        try
        {
            _socket.Send(frame);
        }
        catch (SocketException e)
        {
            throw new LoadTestException($"The socket to the host broke: {e.Message}.");
        }
    }

    /// <summary>Waits for the next message of a type; others are passed over.</summary>
    /// <returns>Its text, good until the next call.</returns>
    /// <exception cref="LoadTestException">An error message came, or none within 10 s, or the socket closed.</exception>
    public ReadOnlySpan<byte> Receive(ReadOnlySpan<byte> quotedType)
    {
        while (true)
        {
            var frame = NextFrame();
            switch (frame.Opcode)
            {
                case Frame.Text when frame.Payload.IndexOf(quotedType) >= 0:
                    return frame.Payload;
                case Frame.Text when frame.Payload.IndexOf("\"error\""u8) >= 0:
                    throw new LoadTestException($"The host answered {Encoding.UTF8.GetString(frame.Payload)}.");
                case Frame.Ping:
                    Send(OutgoingFrame.OfClient(Frame.Pong, frame.Payload));
                    break;
                case Frame.Close:
                    throw new LoadTestException("The host closed the socket.");
            }
        }
    }

    public void Dispose() => _socket.Dispose();

    private Frame NextFrame()
    {
        Frame frame;
        while (!Frame.TryRead(_received.AsSpan(_start, _end - _start), out frame))
            ReceiveMore();
        _start += frame.Size;
        return frame;
    }

    private void ReceiveMore()
    {
        _received.AsSpan(_start, _end - _start).CopyTo(_received);
        (_start, _end) = (0, _end - _start);
        if (_end == _received.Length)
            throw new LoadTestException($"The host sent a message of more than {LongestMessage} bytes.");
        try
        {
            var count = _socket.Receive(_received.AsSpan(_end));
            _end += count > 0 ? count : throw new LoadTestException("The host closed the connection.");
        }
        catch (SocketException e)
        {
            throw new LoadTestException($"The host did not answer: {e.Message}.");
        }
    }
}
