namespace PhantomParadox.Hosting;

/// <summary>Delays that double from the first to the longest; each is shortened by chance, by half at most, so that many don't come at once.</summary>
internal sealed class Backoff(TimeSpan first, TimeSpan longest, Func<double> chance)
{
    private int _doublings;

    /// <summary>The next delay.</summary>
    public TimeSpan Next()
    {
        var delay = first * Math.Pow(2, _doublings);
        if (delay < longest)
            _doublings++;
        else
            delay = longest;
        return delay * (0.5 + (chance() / 2));
    }

    public void Reset() => _doublings = 0;
}
