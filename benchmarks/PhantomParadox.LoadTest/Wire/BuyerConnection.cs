using System.Net.Sockets;
using System.Text;

namespace PhantomParadox.LoadTest.Wire;

/// <summary>One buyer's connection, used by one thread that waits for its answers.</summary>
internal sealed class BuyerConnection : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly Socket _socket;
    private readonly byte[] _received = new byte[16 * 1024];

    public BuyerConnection(LoopbackTarget target)
    {
        _socket = target.Connect();
        _socket.ReceiveTimeout = (int)Patience.TotalMilliseconds;
    }

    public void Send(ReadOnlySpan<byte> request)
    {
        try
        {
            _socket.Send(request);
        }
        catch (SocketException e)
        {
            throw new LoadTestException($"The connection to the host broke: {e.Message}.");
        }
    }

    /// <summary>Waits for the answer to what was sent.</summary>
    /// <returns>The body, good until the next call.</returns>
    /// <exception cref="LoadTestException">The answer is not 201, or none came within 10 s.</exception>
    public ReadOnlySpan<byte> ReceiveCreated()
    {
        HttpReply reply;
        var length = 0;
        do
        {
            if (length == _received.Length)
                throw new LoadTestException($"The host sent a reply of more than {_received.Length} bytes.");
            length += ReceiveMore(length);
        }
        while (!HttpReply.TryRead(_received.AsSpan(0, length), out reply));

        return reply.Status == 201
            ? reply.Body
            : throw new LoadTestException($"A job was answered with {reply.Status}: {Encoding.UTF8.GetString(reply.Body)}");
    }

    public void Dispose() => _socket.Dispose();

    private int ReceiveMore(int length)
    {
        try
        {
            var count = _socket.Receive(_received.AsSpan(length));
            return count > 0 ? count : throw new LoadTestException("The host closed a connection.");
        }
        catch (SocketException e)
        {
            throw new LoadTestException($"The host did not answer: {e.Message}.");
        }
    }
}
