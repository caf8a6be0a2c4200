using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace PhantomParadox.Engine;

/// <summary>Hands events to those who watch. A slow watcher loses its place, never the market's time.</summary>
internal sealed class MarketFeed
{
    /// <summary>Events that one watcher may be behind.</summary>
    public const int Capacity = 8_192;

    private readonly Lock _gate = new();
    private volatile Channel<MarketEvent>[] _watchers = [];
    private Exception? _cause;
    private bool _ended;

    /// <summary>Whether anybody watches; where nobody does, events need not be named.</summary>
    public bool HasWatchers => _watchers.Length > 0;

    /// <summary>Watches from now on. One that is never read costs nothing once it is too far behind.</summary>
    public IAsyncEnumerable<MarketEvent> WatchAsync(CancellationToken cancellationToken)
    {
        var watcher = Channel.CreateBounded<MarketEvent>(new BoundedChannelOptions(Capacity) { SingleReader = true, SingleWriter = true });
        lock (_gate)
        {
            if (_ended)
                watcher.Writer.TryComplete(_cause);
            else
                _watchers = [.. _watchers, watcher];
        }

        return ReadAsync(watcher, cancellationToken);
    }

    /// <summary>Hands one event to all. Called by the one writer.</summary>
    public void Publish(MarketEvent happened)
    {
        foreach (var watcher in _watchers)
        {
            if (watcher.Writer.TryWrite(happened))
                continue;

            watcher.Writer.TryComplete(new MarketFeedOverrunException());
            Remove(watcher);
        }
    }

    /// <summary>Ends all streams; with a cause where the market failed.</summary>
    public void End(Exception? cause)
    {
        lock (_gate)
        {
            _ended = true;
            _cause = cause;
            foreach (var watcher in _watchers)
                watcher.Writer.TryComplete(cause);
            _watchers = [];
        }
    }

    private void Remove(Channel<MarketEvent> watcher)
    {
        lock (_gate)
            _watchers = Array.FindAll(_watchers, other => other != watcher);
    }

    private async IAsyncEnumerable<MarketEvent> ReadAsync(
        Channel<MarketEvent> watcher, CancellationToken watching, [EnumeratorCancellation] CancellationToken reading = default)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(watching, reading);
        try
        {
            await foreach (var happened in watcher.Reader.ReadAllAsync(either.Token).ConfigureAwait(false))
                yield return happened;
        }
        finally
        {
            Remove(watcher);
        }
    }
}
