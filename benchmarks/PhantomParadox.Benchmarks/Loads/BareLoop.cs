using System.Threading.Channels;
using System.Threading.Tasks.Sources;

namespace PhantomParadox.Benchmarks.Loads;

/// <summary>A channel with one reader that answers each request with the number of requests: the least that any loop does.</summary>
internal sealed class BareLoop : IAsyncDisposable
{
    private readonly Channel<Request> _channel = Channel.CreateUnbounded<Request>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Task _running;
    private long _count;

    public BareLoop() => _running = Task.Run(RunAsync);

    public ValueTask<long> AskAsync()
    {
        var request = new Request();
        var answer = request.Answer;
        _channel.Writer.TryWrite(request);
        return answer;
    }

    public async ValueTask DisposeAsync()
    {
        _channel.Writer.Complete();
        await _running;
    }

    private async Task RunAsync()
    {
        while (await _channel.Reader.WaitToReadAsync())
        {
            while (_channel.Reader.TryRead(out var request))
                request.Reply(++_count);
        }
    }

    private sealed class Request : IValueTaskSource<long>
    {
        private ManualResetValueTaskSourceCore<long> _source = new() { RunContinuationsAsynchronously = true };

        public ValueTask<long> Answer => new(this, _source.Version);

        public void Reply(long count) => _source.SetResult(count);

        public long GetResult(short token) => _source.GetResult(token);

        public ValueTaskSourceStatus GetStatus(short token) => _source.GetStatus(token);

        public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
            _source.OnCompleted(continuation, state, token, flags);
    }
}
