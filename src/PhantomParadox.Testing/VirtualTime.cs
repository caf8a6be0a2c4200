namespace PhantomParadox.Testing;

/// <summary>Clocks that stand still until they are told to go on: a wall clock that can be set, and a monotonic one that can't.</summary>
/// <remarks>Timers run in <see cref="Advance"/>, on its caller's thread, in the order in which they fall due. All members may be called from any thread.</remarks>
public sealed class VirtualTime : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly SortedSet<VirtualTimer> _armed = new(Comparer<VirtualTimer>.Create(VirtualTimer.Compare));
    private long _timers;
    private long _elapsed;
    private DateTimeOffset _base;

    /// <summary>Starts at a time of day.</summary>
    /// <param name="start">The wall clock's time. Default 2026-01-01 00:00 UTC.</param>
    public VirtualTime(DateTimeOffset? start = null) => _base = start ?? new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>How far the monotonic clock has gone.</summary>
    public TimeSpan Elapsed => new(Interlocked.Read(ref _elapsed));

    /// <summary>When the next timer falls due, as <see cref="Elapsed"/> will read then; null where none is armed.</summary>
    public TimeSpan? NextTimer
    {
        get
        {
            lock (_gate)
                return _armed.Min is { } first ? new TimeSpan(first.Due) : null;
        }
    }

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <inheritdoc/>
    public override long GetTimestamp() => Interlocked.Read(ref _elapsed);

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
            return _base.AddTicks(_elapsed);
    }

    /// <summary>Sets the wall clock, forward or back, as an operator or a time server would; no time passes.</summary>
    /// <param name="by">By how much.</param>
    /// <exception cref="ArgumentOutOfRangeException">It would leave the range of <see cref="DateTimeOffset"/>.</exception>
    public void Jump(TimeSpan by)
    {
        lock (_gate)
            _base += by;
    }

    /// <summary>Lets time pass: both clocks go on, and what falls due runs.</summary>
    /// <param name="by">How much, 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="by"/> is below 0.</exception>
    public void Advance(TimeSpan by)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(by, TimeSpan.Zero);
        var end = Interlocked.Read(ref _elapsed) + by.Ticks;
        while (TakeDue(end) is { } timer)
            timer.Ring();
        lock (_gate)
            _elapsed = Math.Max(_elapsed, end);
    }

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new VirtualTimer(this, callback, state, Interlocked.Increment(ref _timers));
        timer.Change(dueTime, period);
        return timer;
    }

    internal void Arm(VirtualTimer timer, TimeSpan dueTime, TimeSpan period)
    {
        lock (_gate)
        {
            _armed.Remove(timer);
            timer.Period = period > TimeSpan.Zero ? period.Ticks : 0;
            if (dueTime < TimeSpan.Zero)
                return;
            timer.Due = _elapsed + dueTime.Ticks;
            _armed.Add(timer);
        }
    }

    internal void Disarm(VirtualTimer timer)
    {
        lock (_gate)
            _armed.Remove(timer);
    }

    private VirtualTimer? TakeDue(long end)
    {
        lock (_gate)
        {
            if (_armed.Min is not { } first || first.Due > end)
                return null;
            _armed.Remove(first);
            _elapsed = Math.Max(_elapsed, first.Due);
            if (first.Period > 0)
            {
                first.Due += first.Period;
                _armed.Add(first);
            }
            return first;
        }
    }
}
