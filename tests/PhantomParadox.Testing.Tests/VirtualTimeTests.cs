namespace PhantomParadox.Testing.Tests;

public sealed class VirtualTimeTests
{
    private readonly VirtualTime _time = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    [Fact]
    public void RunsTimers_InTheOrderOfTheirTimes_AtTheirTimes()
    {
        List<(string Name, TimeSpan At)> rung = [];
        foreach (var (name, due) in ((string, int)[])[("later", 5), ("first", 2), ("second", 2), ("never", 11)])
            _time.CreateTimer(_ => rung.Add((name, _time.Elapsed)), null, TimeSpan.FromSeconds(due), Timeout.InfiniteTimeSpan);

        _time.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal([("first", TimeSpan.FromSeconds(2)), ("second", TimeSpan.FromSeconds(2)), ("later", TimeSpan.FromSeconds(5))], rung);
        Assert.Equal(TimeSpan.FromSeconds(11), _time.NextTimer);
    }

    [Fact]
    public void RepeatsATimer_TillItIsDisposed()
    {
        var rung = 0;
        var timer = _time.CreateTimer(_ => rung++, null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2));

        _time.Advance(TimeSpan.FromSeconds(5));
        timer.Dispose();
        _time.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(3, rung);
        Assert.Null(_time.NextTimer);
    }

    [Fact]
    public void AJump_MovesTheWallClockAlone()
    {
        var (stamp, wall) = (_time.GetTimestamp(), _time.GetUtcNow());

        _time.Jump(TimeSpan.FromHours(-3));

        Assert.Equal(TimeSpan.Zero, _time.GetElapsedTime(stamp));
        Assert.Equal(wall - TimeSpan.FromHours(3), _time.GetUtcNow());
    }

    [Fact]
    public async Task ATimer_MayStartAnother_ThatFallsDueInTheSameAdvance()
    {
        var second = new TaskCompletionSource();
        _time.CreateTimer(
            _ => _time.CreateTimer(_ => second.SetResult(), null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan),
            null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);

        _time.Advance(TimeSpan.FromSeconds(2));

        Assert.True(second.Task.IsCompleted);
        await second.Task;
    }
}
