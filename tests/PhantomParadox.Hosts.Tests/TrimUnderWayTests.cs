using Microsoft.Extensions.Time.Testing;
using PhantomParadox.Cli;
using Xunit;

namespace PhantomParadox.Hosts.Tests;

public sealed class TrimUnderWayTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task AJournalThatWasNotTrimmed_IsNotReadAgain() =>
        Assert.False(await TrimUnderWay.HasEndedAsync(() => new(7), 7, _time, default));

    [Fact]
    public async Task ItIsReadAgain_OnceTheTrimRests()
    {
        var steps = new Queue<long>([8, 9, 12, 12]);

        Assert.True(await WaitAsync(() => new(steps.Dequeue())));

        Assert.Empty(steps);
    }

    [Fact]
    public async Task ATrimThatGoesOn_IsWaitedForAMinute()
    {
        var looks = 0L;

        Assert.True(await WaitAsync(() => new(++looks)));

        Assert.Equal(TimeSpan.FromMinutes(1), TrimUnderWay.BetweenLooks * (looks - 1));
    }

    [Fact]
    public async Task Cancelling_EndsTheWait()
    {
        using var stop = new CancellationTokenSource();
        var step = 0L;
        var waiting = TrimUnderWay.HasEndedAsync(() => new(++step), 0, _time, stop.Token);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.AsTask());
    }

    private async Task<bool> WaitAsync(Func<ValueTask<long>> trimmedTo)
    {
        var waiting = TrimUnderWay.HasEndedAsync(trimmedTo, 0, _time, default).AsTask();
        while (!waiting.IsCompleted)
            _time.Advance(TrimUnderWay.BetweenLooks);
        return await waiting;
    }
}
