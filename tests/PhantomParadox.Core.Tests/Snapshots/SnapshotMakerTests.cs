using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;
using PhantomParadox.Core.Tests.Engine;
using PhantomParadox.Engine;

namespace PhantomParadox.Core.Tests.Snapshots;

public sealed class SnapshotMakerTests
{
    private readonly WatchedJournal _journal = new();
    private readonly FaultyStore _store = new();
    private readonly ConcurrentQueue<Exception> _reported = [];

    [Fact]
    public async Task TheFirst_IsOfTheWholeJournal_AndTrimsNothing()
    {
        await CounterJournal.FillAsync(_journal, 10, 1);

        Assert.Equal(10, Make(10));
        Assert.Equal([10], await PositionsAsync());
        Assert.Equal(0, _journal.Trimmed);
        Assert.Equal(10, Load(10).Position);
    }

    [Fact]
    public async Task TheNext_BeginsWithTheLast_AndTwoAreKept_AndTheJournalFromTheOlderOn()
    {
        await CounterJournal.FillAsync(_journal, 25, 1);
        Make(10);
        _journal.ReadFrom.Clear();
        Make(20);

        Assert.Equal([11], _journal.ReadFrom);
        Assert.Equal(10, _journal.Trimmed);
        Assert.Equal([20, 10], await PositionsAsync());
        Assert.Equal((20L, 20L), (Load(20).Position, Load(20).Total));
    }

    [Fact]
    public async Task TheThird_RemovesTheFirst()
    {
        await CounterJournal.FillAsync(_journal, 30, 1);
        Make(10);
        Make(20);
        Make(25);

        Assert.Equal([25, 20], await PositionsAsync());
        Assert.Equal(20, _journal.Trimmed);
    }

    [Fact]
    public async Task WithoutAnythingNew_NothingIsMade()
    {
        await CounterJournal.FillAsync(_journal, 10, 1);
        Make(10);
        _store.OnWrite = () => new InvalidOperationException("It writes.");

        Assert.Equal(10, Make(10));
        Assert.Equal(10, Make(3));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task WhatCannotBeReadBack_IsRemoved_AndNothingElse(bool underAChecksumThatHolds)
    {
        await CounterJournal.FillAsync(_journal, 20, 1);
        Make(10);
        (_store.Damages, _store.Reseals) = (true, underAChecksumThatHolds);

        Assert.Throws<SnapshotCorruptException>(() => Make(20));
        Assert.Equal([10], await PositionsAsync());
        Assert.Equal(0, _journal.Trimmed);
        _store.Damages = false;
        Assert.Equal(20, Make(20));
    }

    [Fact]
    public async Task ADamagedSnapshot_IsPassedBy_Reported_AndRemovedWithTheNext()
    {
        await CounterJournal.FillAsync(_journal, 30, 1);
        Make(10);
        Make(20);
        new Picture((await _store.ListAsync(default))[0], Picture.Read(_store, 20), 0).Changed(50, 1).Into(_store);

        Assert.Equal(30, Make(30));
        Assert.Equal([30, 10], await PositionsAsync());
        Assert.Equal(10, _journal.Trimmed);
        Assert.Contains("20", Assert.IsType<SnapshotCorruptException>(Assert.Single(_reported)).Message);
    }

    [Fact]
    public async Task ItNeeds_OneStateOnly()
    {
        await CounterJournal.FillAsync(_journal, 20, 1);
        Make(10);
        var states = 0;
        var maker = new SnapshotMaker(
            () =>
            {
                states++;
                return new CounterMachine();
            },
            _journal, _store, new FakeTimeProvider(), null);

        Assert.Equal(20, maker.Make(() => 20, default));
        Assert.Equal(1, states);
    }

    // What is read back is compared and not loaded: that a state can be loaded is proved by the next snapshot, which begins with it.
    [Fact]
    public async Task AStateThatCannotBeLoaded_CostsNothing_ThatIsNeededInItsPlace()
    {
        await CounterJournal.FillAsync(_journal, 40, 1);
        Make(10);
        var maker = new SnapshotMaker(() => new CounterMachine { Unloadable = 20 }, _journal, _store, new FakeTimeProvider(), _reported.Enqueue);
        Assert.Equal(20, maker.Make(() => 20, default));
        Assert.Empty(_reported);
        Assert.Equal(30, maker.Make(() => 30, default));

        Assert.Contains("20", Assert.IsType<SnapshotCorruptException>(Assert.Single(_reported)).Message);
        Assert.Equal([30, 10], await PositionsAsync());
        Assert.Equal(10, _journal.Trimmed);
    }

    [Fact]
    public async Task AStateThatFailsItsAudit_IsNotWritten()
    {
        await CounterJournal.FillAsync(_journal, 10, 1);
        var maker = new SnapshotMaker(
            () => new CounterMachine { Fault = new InvalidOperationException("It doesn't add up.") }, _journal, _store, new FakeTimeProvider(), null);

        Assert.Throws<InvalidOperationException>(() => maker.Make(() => 10, default));
        Assert.Empty(await PositionsAsync());
    }

    [Theory]
    [InlineData(SnapshotMaker.RunsAhead - 1, 3)]
    [InlineData(SnapshotMaker.RunsAhead, 1)]
    public async Task HurriesOnlyBehindAMarket_ThatRunsAheadOfIt(long ahead, int rests)
    {
        await CounterJournal.FillAsync(_journal, 10, 1);
        var durable = 10L;
        var clock = new PushedClock();
        _store.OnWrite = () =>
        {
            durable += ahead;
            clock.Now += TimeSpan.FromMilliseconds(100).Ticks;
            return null;
        };

        new SnapshotMaker(() => new CounterMachine(), _journal, _store, clock, null).Make(() => durable, default);

        Assert.Equal(TimeSpan.FromMilliseconds(100) * rests, Assert.Single(clock.Rests));
    }

    // The pool's threads answer to commands; those that it starts for the maker would stand behind others too.
    [Fact]
    public async Task AStoreThatWaitsForNothing_WorksOnTheMakersThread()
    {
        await CounterJournal.FillAsync(_journal, 10, 1);
        var threads = new ConcurrentBag<int>();
        _store.OnPiece = () => threads.Add(Environment.CurrentManagedThreadId);
        var maker = 0;

        await Blocking.RunBehindAsync(() =>
        {
            maker = Environment.CurrentManagedThreadId;
            return Make(10);
        });

        Assert.NotEmpty(threads);
        Assert.All(threads, thread => Assert.Equal(maker, thread));
    }

    [Fact]
    public async Task AStoreThatFails_IsHeard()
    {
        await CounterJournal.FillAsync(_journal, 10, 1);
        _store.OnWrite = () => new IOException("The disk is full.");

        Assert.Throws<IOException>(() => Make(10));
        Assert.Empty(await PositionsAsync());
    }

    [Fact]
    public async Task GivenUp_ItLeavesNothing()
    {
        await CounterJournal.FillAsync(_journal, 10, 1);
        using var stop = new CancellationTokenSource();
        _store.OnWrite = () =>
        {
            stop.Cancel();
            return null;
        };

        Assert.ThrowsAny<OperationCanceledException>(() => Make(10, stop.Token));
        Assert.Empty(await PositionsAsync());
    }

    private long Make(long durable, CancellationToken cancellationToken = default) =>
        new SnapshotMaker(() => new CounterMachine(), _journal, _store, new FakeTimeProvider(), _reported.Enqueue).Make(() => durable, cancellationToken);

    private CounterMachine Load(long position)
    {
        var machine = new CounterMachine();
        var header = _store.ListAsync(default).Result.Single(header => header.Position == position);
        new SnapshotShelf(_store, static () => { }, default).Read(header, new Replica(machine));
        return machine;
    }

    private async Task<IEnumerable<long>> PositionsAsync() => from header in await _store.ListAsync(default) select header.Position;
}
