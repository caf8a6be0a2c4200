using Microsoft.Extensions.Time.Testing;
using PhantomParadox.Core.Tests.Engine;
using PhantomParadox.Engine;

namespace PhantomParadox.Core.Tests.Snapshots;

/// <summary>What a start makes of snapshots and the journal; whatever it refuses, it hasn't written a byte.</summary>
public sealed class StartTests
{
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UnixEpoch.AddDays(1));
    private readonly WatchedJournal _journal = new();
    private readonly MemorySnapshotStore _store = new();

    [Fact]
    public async Task Uses_TheNewestSnapshot_AndTheJournalBehindIt()
    {
        await FillAsync();
        var trimmed = await _journal.TrimAsync(10, default);
        Assert.Equal(10, trimmed);

        var (loop, machine) = await StartAsync();
        using (loop)
        {
            Assert.Equal((20, 30), (loop.Recovery!.SnapshotPosition, loop.Recovery.Position));
            Assert.Empty(loop.Recovery.Unusable);
            Assert.Equal(21, _journal.ReadFrom[^1]);
            await loop.StopAsync(default);
            Assert.Equal(31, machine.Position);
        }
    }

    [Fact]
    public async Task PassesADamagedSnapshotBy_ForTheOneBefore_AndSaysSo()
    {
        await FillAsync();
        await _journal.TrimAsync(10, default);
        Damage(20);

        var (loop, _) = await StartAsync();
        using (loop)
        {
            Assert.Equal((10, 30), (loop.Recovery!.SnapshotPosition, loop.Recovery.Position));
            Assert.Contains("position 20", Assert.Single(loop.Recovery.Unusable));
            await loop.StopAsync(default);
        }
    }

    [Fact]
    public async Task ReplaysTheWholeJournal_WhereNoSnapshotIsOfUse()
    {
        await FillAsync();
        Damage(20);
        Damage(10);

        var (loop, _) = await StartAsync();
        using (loop)
        {
            Assert.Equal((0, 30), (loop.Recovery!.SnapshotPosition, loop.Recovery.Position));
            Assert.Equal(2, loop.Recovery.Unusable.Count);
            await loop.StopAsync(default);
        }
    }

    [Fact]
    public async Task Refuses_WhereTheJournalWasTrimmed_AndNoSnapshotIsOfUse()
    {
        await FillAsync();
        await _journal.TrimAsync(10, default);
        Damage(20);
        Damage(10);

        await RefusesAsync<JournalCorruptException>();
    }

    [Fact]
    public async Task Refuses_ASnapshotOfANewerVersion()
    {
        await FillAsync();
        var machine = new CounterMachine();
        var replica = new Replica(machine);
        Of(20).Into(replica);
        machine.Version = 2;
        Put(replica);

        await RefusesAsync<SnapshotVersionException>();
    }

    [Fact]
    public async Task Refuses_AJournalThatDoesNotFollowItsSnapshot()
    {
        await FillAsync();
        var others = await CounterJournal.FillAsync(new MemoryJournal(), events: 20, seed: 99);
        Put(others);

        await RefusesAsync<JournalCorruptException>();
    }

    [Fact]
    public async Task Refuses_AJournalThatEndsBeforeItsSnapshot()
    {
        await FillAsync();
        Put(await CounterJournal.FillAsync(new MemoryJournal(), events: 40, seed: 1));

        await RefusesAsync<JournalCorruptException>();
    }

    [Fact]
    public async Task Refuses_ABrokenChain()
    {
        await FillAsync();
        _journal.Damage = 25;

        await RefusesAsync<JournalCorruptException>();
    }

    private async Task RefusesAsync<TException>()
        where TException : Exception
    {
        _journal.Writes = 0;
        var before = await _store.ListAsync(default);
        await Assert.ThrowsAsync<TException>(StartAsync);

        Assert.Equal(0, _journal.Writes);
        Assert.Equal(before, await _store.ListAsync(default));
    }

    // 30 events in as many batches, and snapshots after the tenth and the twentieth.
    private async Task FillAsync()
    {
        Put(await CounterJournal.FillAsync(_journal, events: 10, seed: 1));
        Put(await CounterJournal.FillAsync(_journal, events: 10, seed: 1));
        await CounterJournal.FillAsync(_journal, events: 10, seed: 1);
    }

    private void Put(Replica replica) => Picture.Of(replica).Into(_store);

    private void Damage(long position) => Of(position).Changed(60, 1).Into(_store);

    private Picture Of(long position) =>
        new(_store.ListAsync(default).Result.Single(header => header.Position == position), Picture.Read(_store, position), 0);

    private async Task<(MarketLoop Loop, CounterMachine Machine)> StartAsync()
    {
        var machine = new CounterMachine();
        var loop = new MarketLoop(
            machine, events => new Decision(null!, events), _ => TestCommand.Add(0),
            new MarketPorts
            {
                Journal = _journal, Snapshots = _store, Archive = new MemoryArchive(), Transport = NullAgentTransport.Instance, Time = _time,
            },
            new LimitOptions());
        try
        {
            await loop.StartAsync(default);
        }
        catch
        {
            loop.Dispose();
            throw;
        }

        return (loop, machine);
    }
}
