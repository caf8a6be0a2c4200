namespace PhantomParadox.Solana;

/// <summary>Spreads requests so that no more than a number go in a second; after a pause as many may go at once.</summary>
/// <remarks>The generic cell rate algorithm (ITU-T I.371): one number says when the next request would be due.</remarks>
internal sealed class Pacer(int perSecond, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly long _interval = time.TimestampFrequency / perSecond;
    private long _due = long.MinValue;

    /// <summary>Takes the next place, unless it is further away than a limit.</summary>
    /// <param name="longest">The longest that the caller would wait.</param>
    /// <param name="wait">How long until the place.</param>
    public bool TryReserve(TimeSpan longest, out TimeSpan wait)
    {
        lock (_gate)
        {
            var now = time.GetTimestamp();
            var due = Math.Max(_due, now);
            wait = time.GetElapsedTime(now, Math.Max(now, due - (_interval * (perSecond - 1))));
            if (wait > longest)
                return false;
            _due = due + _interval;
            return true;
        }
    }
}
