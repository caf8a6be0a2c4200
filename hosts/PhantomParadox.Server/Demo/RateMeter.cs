namespace PhantomParadox.Server.Demo;

/// <summary>How fast a count has grown over the last ten seconds.</summary>
internal sealed class RateMeter(TimeProvider time)
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(10);

    private readonly Queue<(long At, long Count)> _readings = new();

    /// <summary>Takes a reading.</summary>
    /// <returns>The growth in a second since the oldest reading within the window.</returns>
    public double Read(long count)
    {
        var now = time.GetTimestamp();
        while (_readings.Count > 1 && time.GetElapsedTime(_readings.Peek().At, now) > Window)
            _readings.Dequeue();
        _readings.Enqueue((now, count));
        var (at, before) = _readings.Peek();
        var passed = time.GetElapsedTime(at, now).TotalSeconds;
        return passed > 0 ? (count - before) / passed : 0;
    }
}
