using PhantomParadox.Sqlite.Files;

namespace PhantomParadox.Sqlite.Tests;

public sealed class WorkerTests : IDisposable
{
    private readonly Worker _worker = new("test");

    public void Dispose() => _worker.Dispose();

    [Fact]
    public async Task Steps_AreDone_UntilNothingIsLeft()
    {
        var left = 3;
        await _worker.BesideAsync(() => --left > 0, default);

        Assert.Equal(0, left);
        Assert.Equal(7, await _worker.CallAsync(() => 7, default));
    }

    [Fact]
    public async Task AStep_WaitsForAllOtherWork()
    {
        using var gate = new ManualResetEventSlim();
        List<string> done = [];
        var first = CallAsync("first", gate.Wait);
        var steps = _worker.BesideAsync(
            () =>
            {
                done.Add("step");
                return false;
            },
            default);
        var second = CallAsync("second", static () => { });
        gate.Set();
        await Task.WhenAll(first, second, steps);

        Assert.Equal(["first", "second", "step"], done);

        Task CallAsync(string name, Action work) => _worker.CallAsync(
            () =>
            {
                work();
                done.Add(name);
                return true;
            },
            default);
    }

    [Fact]
    public async Task BetweenSteps_OtherWorkIsDone()
    {
        var called = false;
        Task<bool>? call = null;
        var steps = _worker.BesideAsync(
            () =>
            {
                call ??= _worker.CallAsync(() => called = true, default);
                return !called;
            },
            default);

        await steps;
        Assert.True(await call!);
    }

    // Goal: a step is put off behind a piece of work, not for ever. Method: pieces follow one another closely until the steps are done.
    [Fact]
    public async Task StepsAreDone_ThoughWorkNeverCeases()
    {
        var left = 3;
        var steps = _worker.BesideAsync(() => --left > 0, default);
        var work = Task.Run(async () =>
        {
            while (!steps.IsCompleted)
                await _worker.CallAsync(static () => true, default);
        });

        await Task.WhenAll(steps, work).WaitAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(0, left);
    }

    [Fact]
    public async Task SeveralAreDone_OneAfterTheOther()
    {
        List<int> done = [];
        await Task.WhenAll(from number in new[] { 1, 2 } select _worker.BesideAsync(
            () =>
            {
                done.Add(number);
                return done.Count(one => one == number) < 2;
            },
            default));

        Assert.Equal([1, 1, 2, 2], done);
    }

    [Fact]
    public async Task ACancel_EndsItBetweenSteps()
    {
        using var stop = new CancellationTokenSource();
        var steps = 0;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _worker.BesideAsync(
            () =>
            {
                steps++;
                stop.Cancel();
                return true;
            },
            stop.Token));

        Assert.Equal(1, steps);
    }

    [Fact]
    public async Task AStepThatFails_IsTheLast_AndHeard()
    {
        await Assert.ThrowsAsync<IOException>(() => _worker.BesideAsync(static () => throw new IOException("The disk is full."), default));

        Assert.Equal(7, await _worker.CallAsync(() => 7, default));
    }

    [Fact]
    public async Task WhatIsLeftOfSteps_FailsWithTheEnd()
    {
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var steps = _worker.BesideAsync(
            () =>
            {
                begun.TrySetResult();
                return true;
            },
            default);
        await begun.Task;
        _worker.Dispose();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => steps);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => _worker.BesideAsync(static () => false, default));
    }

    [Theory]
    [InlineData(0, 2_000)]
    [InlineData(500, 2_000)]
    [InlineData(1_000, 3_000)]
    public void Rests_ThreeTimesAsLong_AndTwoMillisecondsAtLeast(int worked, int rest) =>
        Assert.Equal(TimeSpan.FromMicroseconds(rest), Rest.After(TimeSpan.FromMicroseconds(worked)));

    [Fact]
    public void TheFirstStep_IsDueAtOnce() => Assert.Equal(0, new Steps(static () => true, default).Left());
}
