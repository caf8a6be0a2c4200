namespace PhantomParadox.EndToEnd;

/// <summary>The market's feed, to wait for what a test causes. It hears everything from when it was made.</summary>
internal sealed class EventWatch : IAsyncDisposable
{
    private readonly CancellationTokenSource _end = new(MarketServer.Patience);
    private readonly IAsyncEnumerator<MarketEvent> _events;
    private ValueTask<bool> _next;

    public EventWatch(IMarket market)
    {
        _events = market.WatchAsync(_end.Token).GetAsyncEnumerator(_end.Token);
        // The feed is joined by the first step.
        _next = _events.MoveNextAsync();
    }

    public async Task<MarketEvent> UntilAsync(MarketEventKind kind)
    {
        while (await _next)
        {
            var now = _events.Current;
            _next = _events.MoveNextAsync();
            if (now.Kind == kind)
                return now;
        }

        throw new InvalidOperationException($"The feed ended before {kind}.");
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        try
        {
            await _next;
        }
        catch (OperationCanceledException)
        {
            // As asked.
        }

        await _events.DisposeAsync();
        _end.Dispose();
    }
}
