namespace PhantomParadox.Core.Tests.Snapshots;

/// <summary>A clock that whoever waits pushes on.</summary>
internal sealed class PushedClock : TimeProvider
{
    public long Now { get; set; }

    public long Rested => Rests.Sum(rest => rest.Ticks);

    public List<TimeSpan> Rests { get; } = [];

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Now;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        Rests.Add(dueTime);
        Now += dueTime.Ticks;
        return System.CreateTimer(callback, state, TimeSpan.Zero, period);
    }
}
