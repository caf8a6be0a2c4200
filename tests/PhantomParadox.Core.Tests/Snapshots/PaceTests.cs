using PhantomParadox.Engine;

namespace PhantomParadox.Core.Tests.Snapshots;

public sealed class PaceTests
{
    private readonly PushedClock _clock = new();

    [Fact]
    public void Rests_ThreeTimesAsLongAsItWorked()
    {
        var pace = new Pace(_clock, default);
        long worked = 0;
        for (var step = 1; step <= 1_000; step++)
        {
            var work = TimeSpan.FromMilliseconds(step % 37);
            worked += work.Ticks;
            _clock.Now += work.Ticks;
            pace.Breathe();
        }

        Assert.InRange(_clock.Rested, (worked - TimeSpan.FromMilliseconds(1).Ticks) * 3, worked * 3);
        Assert.All(_clock.Rests, rest => Assert.InRange(rest, TimeSpan.FromMilliseconds(3), TimeSpan.FromMilliseconds(3 * 36)));
    }

    [Fact]
    public void Rests_WholeMilliseconds_AndNotLess()
    {
        var pace = new Pace(_clock, default);
        _clock.Now += TimeSpan.FromMicroseconds(199).Ticks;
        pace.Breathe();
        Assert.Empty(_clock.Rests);

        _clock.Now += TimeSpan.FromMicroseconds(1).Ticks;
        pace.Breathe();
        Assert.Equal(TimeSpan.FromMilliseconds(2), Assert.Single(_clock.Rests));

        _clock.Now += TimeSpan.FromMicroseconds(701).Ticks;
        pace.Breathe();
        Assert.Equal(TimeSpan.FromMilliseconds(3), _clock.Rests[1]);
    }

    [Fact]
    public void RestsAMillisecondAtLeast_WhereItHurries()
    {
        var pace = new Pace(_clock, default);
        pace.Hurry();
        _clock.Now += TimeSpan.FromMicroseconds(500).Ticks;
        pace.Breathe();

        Assert.Equal(TimeSpan.FromMilliseconds(1), Assert.Single(_clock.Rests));
    }

    [Fact]
    public void WorksHalfOfTheTime_WhereItHurries()
    {
        var pace = new Pace(_clock, default);
        pace.Hurry();
        _clock.Now += TimeSpan.FromMicroseconds(499).Ticks;
        pace.Breathe();
        Assert.Empty(_clock.Rests);

        _clock.Now += TimeSpan.FromMilliseconds(6).Ticks - TimeSpan.FromMicroseconds(499).Ticks;
        pace.Breathe();
        Assert.Equal(TimeSpan.FromMilliseconds(6), Assert.Single(_clock.Rests));
    }

    [Fact]
    public void DoesNotRest_ForAsLongAsItWasHalted()
    {
        var pace = new Pace(_clock, default);
        _clock.Now += TimeSpan.FromDays(1).Ticks;
        pace.Breathe();

        Assert.Equal(TimeSpan.FromSeconds(3), Assert.Single(_clock.Rests));
    }

    [Fact]
    public void IsGivenUp_AtOnce() =>
        Assert.Throws<OperationCanceledException>(new Pace(_clock, new CancellationToken(canceled: true)).Breathe);
}
