namespace PhantomParadox.Testing;

/// <summary>A timer of <see cref="VirtualTime"/>, in whose hands its times are.</summary>
internal sealed class VirtualTimer(VirtualTime time, TimerCallback callback, object? state, long number) : ITimer
{
    private volatile bool _isDisposed;

    public long Due { get; set; }

    public long Period { get; set; }

    public static int Compare(VirtualTimer left, VirtualTimer right) =>
        left.Due.CompareTo(right.Due) is not 0 and var order ? order : left.Number.CompareTo(right.Number);

    private long Number => number;

    public void Ring()
    {
        if (!_isDisposed)
            callback(state);
    }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        if (_isDisposed)
            return false;
        time.Arm(this, dueTime, period);
        return true;
    }

    public void Dispose()
    {
        _isDisposed = true;
        time.Disarm(this);
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }
}
