using Microsoft.Extensions.Time.Testing;
using PhantomParadox.Core.Tests.Engine;
using PhantomParadox.Engine;

namespace PhantomParadox.Core.Tests.Snapshots;

public sealed class SnapshotterTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly WatchedJournal _journal = new();
    private readonly FaultyStore _store = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Exception> _reported = [];
    private long _durable;

    [Fact]
    public async Task MakesOne_AfterSoManyEvents()
    {
        await CounterJournal.FillAsync(_journal, 30, 1);
        using var snapshotter = Make(new SnapshotOptions { EveryEvents = 10, EveryInterval = TimeSpan.FromDays(30) });
        var running = snapshotter.RunAsync(0, _stop.Token);
        _durable = 9;
        await PassAsync(TimeSpan.FromHours(5));
        Assert.Equal(0, snapshotter.Position);
        _durable = 10;
        await UntilAsync(() => snapshotter.Position == 10);
        _durable = 20;
        await UntilAsync(() => snapshotter.Position == 20);
        await EndAsync(running);
    }

    [Fact]
    public async Task MakesOne_AfterSomeTime_IfSomethingIsNew()
    {
        await CounterJournal.FillAsync(_journal, 30, 1);
        using var snapshotter = Make(new SnapshotOptions { EveryInterval = TimeSpan.FromHours(1) });
        var running = snapshotter.RunAsync(5, _stop.Token);
        _durable = 5;
        await PassAsync(TimeSpan.FromHours(3));
        Assert.Equal(5, snapshotter.Position);
        _durable = 6;
        await UntilAsync(() => snapshotter.Position == 6);
        await EndAsync(running);
    }

    [Fact]
    public async Task AFault_IsReported_AndTriedAgain()
    {
        await CounterJournal.FillAsync(_journal, 10, 1);
        var faults = 0;
        _store.OnWrite = () => ++faults <= 3 ? new IOException("The disk is full.") : null;
        using var snapshotter = Make(new SnapshotOptions { EveryEvents = 1 });
        var running = snapshotter.RunAsync(0, _stop.Token);
        _durable = 10;
        await UntilAsync(() => snapshotter.Position == 10);
        await EndAsync(running);

        Assert.Equal(3, snapshotter.Faults);
        Assert.All(_reported, fault => Assert.IsType<IOException>(fault));
        Assert.Equal(3, _reported.Count);
    }

    [Fact]
    public async Task Stops_InTheMidstOfASnapshot()
    {
        await CounterJournal.FillAsync(_journal, 10, 1);
        var writes = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _store.OnWrite = () =>
        {
            // It rests behind this, and time stands still.
            _time.Advance(TimeSpan.FromSeconds(1));
            writes.TrySetResult();
            return null;
        };
        using var snapshotter = Make(new SnapshotOptions { EveryEvents = 1 });
        _durable = 10;
        var running = snapshotter.RunAsync(0, _stop.Token);
        while (!writes.Task.IsCompleted)
        {
            _time.Advance(TimeSpan.FromSeconds(10));
            await Task.Yield();
        }

        await EndAsync(running);
        Assert.Empty(_reported);
    }

    private Snapshotter Make(SnapshotOptions options) =>
        new(() => new CounterMachine(), _journal, _store, options, () => Volatile.Read(ref _durable), _time, _reported.Add);

    private async Task EndAsync(Task running)
    {
        await _stop.CancelAsync();
        await running;
    }

    private async Task PassAsync(TimeSpan time)
    {
        for (var passed = TimeSpan.Zero; passed < time; passed += TimeSpan.FromSeconds(10))
        {
            _time.Advance(TimeSpan.FromSeconds(10));
            await Task.Yield();
        }
    }

    private async Task UntilAsync(Func<bool> done)
    {
        while (!done())
            await PassAsync(TimeSpan.FromSeconds(10));
    }
}
