namespace PhantomParadox.AspNetCore;

/// <summary>Ends the waiting of requests that take too long. Requests that begin within the same second share a token: a timer of its own would cost each.</summary>
internal sealed class RequestDeadline(TimeProvider time, TimeSpan limit)
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private Window? _window;

    /// <summary>A token that is cancelled once the limit has passed, at most a second later.</summary>
    public CancellationToken Next()
    {
        var now = time.GetTimestamp();
        var window = Volatile.Read(ref _window);
        return window is not null && time.GetElapsedTime(window.Began, now) < Step ? window.Token : Open(now);
    }

    private CancellationToken Open(long now)
    {
        lock (_gate)
        {
            if (_window is { } other && time.GetElapsedTime(other.Began, now) < Step)
                return other.Token;
            // Not disposed: its timer ends with it, and requests hold its token till then.
            var window = new Window(now, new CancellationTokenSource(limit + Step, time).Token);
            Volatile.Write(ref _window, window);
            return window.Token;
        }
    }

    private sealed record Window(long Began, CancellationToken Token);
}
