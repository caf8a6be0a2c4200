namespace PhantomParadox.Engine;

/// <summary>The market's time: it follows the wall's, but never jumps and never goes back.</summary>
/// <remarks>
/// Each reading moves on by what the wall clock asks for, but by no less than 0.9 and no more than 1.1 of the time that really passed.
/// A wall clock that is set makes the market's run slower or faster until they agree, and no deadline falls due early by a jump.
/// </remarks>
internal sealed class MarketClock
{
    private readonly TimeProvider _time;
    private long _stamp;
    private long _now;

    /// <summary>Starts the clock.</summary>
    /// <param name="time">Wall and monotonic time.</param>
    /// <param name="lastEventTime">Time of the newest event, in milliseconds since 1970-01-01 UTC; the clock starts no earlier.</param>
    public MarketClock(TimeProvider time, long lastEventTime)
    {
        _time = time;
        _stamp = time.GetTimestamp();
        _now = Math.Max(Wall(), lastEventTime * TimeSpan.TicksPerMillisecond);
    }

    /// <summary>Reads the time, in milliseconds since 1970-01-01 UTC. For one thread at a time.</summary>
    public long Read()
    {
        var stamp = _time.GetTimestamp();
        var passed = Math.Max(0, _time.GetElapsedTime(_stamp, stamp).Ticks);
        _stamp = stamp;
        _now += Math.Clamp(Wall() - _now, passed - (passed / 10), passed + (passed / 10));
        return _now / TimeSpan.TicksPerMillisecond;
    }

    private long Wall() => Math.Max(0, (_time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks);
}
