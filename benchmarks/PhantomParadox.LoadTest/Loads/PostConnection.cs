using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using PhantomParadox.LoadTest.Measuring;
using PhantomParadox.LoadTest.Wire;

namespace PhantomParadox.LoadTest.Loads;

/// <summary>One buyer on one connection that it keeps: it posts a job, waits for the answer, and posts the next.</summary>
internal sealed class PostConnection : IDisposable
{
    private const int ReceiveBytes = 16 * 1024;

    private readonly Socket _socket;
    private readonly int _mostRequests;
    private readonly byte[] _request;
    private readonly byte[] _received = new byte[ReceiveBytes];
    private long _answered;

    public PostConnection(LoopbackTarget target, int mostRequests)
    {
        _socket = target.Connect();
        _mostRequests = mostRequests;
        // Nobody has this capability: the jobs stay in the queue, and what is measured is posting alone.
        _request = Messages.PostJob(target, Messages.NewWallet(), "A job of the load test, of ordinary length.", "load-test-nobody");
        Latencies = new Latencies(mostRequests);
    }

    public long Answered => Volatile.Read(ref _answered);

    public Latencies Latencies { get; }

    /// <summary>Posts until told to stop, or until it has posted as often as it may.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested && _answered < _mostRequests)
        {
            var start = Stopwatch.GetTimestamp();
            await PostAsync();
            Latencies.Add(Stopwatch.GetTimestamp() - start);
            Volatile.Write(ref _answered, _answered + 1);
        }
    }

    public void Dispose() => _socket.Dispose();

    private async ValueTask PostAsync()
    {
        try
        {
            await _socket.SendAsync(_request);
            for (var length = 0; length < ReceiveBytes;)
            {
                var count = await _socket.ReceiveAsync(_received.AsMemory(length));
                if (count == 0)
                    throw new LoadTestException("The host closed a connection.");
                length += count;
                if (IsWhole(_received.AsSpan(0, length)))
                    return;
            }

            throw new LoadTestException($"The host sent a reply of more than {ReceiveBytes} bytes.");
        }
        catch (SocketException e)
        {
            throw new LoadTestException($"A connection to the host broke: {e.Message}.");
        }
    }

    private static bool IsWhole(ReadOnlySpan<byte> received)
    {
        if (!HttpReply.TryRead(received, out var reply))
            return false;
        return reply.Status == 201
            ? true
            : throw new LoadTestException($"A job was answered with {reply.Status}: {Encoding.UTF8.GetString(reply.Body)}");
    }
}
