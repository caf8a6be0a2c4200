using PhantomParadox.CrashImages.Recording;
using PhantomParadox.Sqlite;
using PhantomParadox.Testing;

namespace PhantomParadox.CrashImages.Load;

/// <summary>One life of a real market on the real storage, from its start to its end, with its disk recorded.</summary>
internal sealed class RecordedLife(string folder, History history, DateTimeOffset start, SeededChance chance)
{
    /// <summary>The time at which the first life begins.</summary>
    public static readonly DateTimeOffset FirstStart = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Things that are done in it, the last snapshot's aside.</summary>
    public int Steps { get; init; } = 260;

    /// <summary>Characters of a job's description at most.</summary>
    public int LongestDescription { get; init; } = 16_000;

    /// <summary>Whether its close in good order is recorded; a market whose power is cut is closed by nobody.</summary>
    public bool IsClosed { get; init; } = chance.OneIn(2);

    public PlantedDiskFault Planted { get; init; }

    /// <summary>How the journal's disk fails; null for a healthy one.</summary>
    public DiskFault? Failure { get; init; }

    /// <summary>What else is set on the storage.</summary>
    public Action<SqliteStorageOptions>? Configure { get; init; }

    /// <summary>Whether the disk failed or was full, and the market stopped or didn't begin.</summary>
    public bool HasFailed { get; private set; }

    /// <summary>What was said to a command, and as of when a read was answered, after the market had stopped; null where it hadn't.</summary>
    public (RefusalCode? Refusal, DateTimeOffset? AsOf)? Aftermath { get; private set; }

    /// <summary>Runs it.</summary>
    /// <param name="number">Which life of this market it is, from 1.</param>
    public async Task<RecordedDisk> RunAsync(int number)
    {
        using var recorder = new DiskRecorder(folder, Planted) { Failure = Failure };
        var time = new VirtualTime(start);
        RecordingVfs.Begin(recorder);
        try
        {
            await LiveAsync(recorder, time, number);
        }
        finally
        {
            RecordingVfs.End(recorder);
        }
        return new RecordedDisk(recorder.Base, recorder.End(), history, time.GetUtcNow(), IsClosed && !HasFailed);
    }

    private async Task LiveAsync(DiskRecorder recorder, VirtualTime time, int number)
    {
        SqliteStorage storage;
        try
        {
            storage = MarketGround.Open(folder, Configure);
        }
        catch (IOException) when (recorder.HasFailed)
        {
            HasFailed = true;
            return;
        }

        using (storage)
        {
            var mail = new Mailbox(recorder, history);
            var snapshots = new WatchedSnapshots(storage.Snapshots, recorder, history);
            await using var market = new LocalMarket(
                MarketGround.Options,
                new MarketPorts
                {
                    Journal = new WatchedJournal(storage.Journal, recorder, history, Planted),
                    Snapshots = snapshots,
                    Archive = new WatchedArchive(storage.Archive, recorder, history),
                    Transport = mail,
                    Entropy = chance.Fork(),
                    Beacon = new FakeBeacon(),
                    Time = time,
                });
            var traders = new Traders(market, time, chance, mail, recorder, history) { LongestDescription = LongestDescription };
            try
            {
                await market.StartAsync(CancellationToken.None);
            }
            catch (IOException) when (Failure is not null || Configure is not null)
            {
                HasFailed = true;
                return;
            }
            await TradeAsync(market, traders, number);
            HasFailed = market.Condition == MarketCondition.Failed;
            if (HasFailed)
            {
                await market.Rereading;
                var refused = await market.CancelJobAsync(default, "buyer-0");
                Aftermath = (refused.Refusal?.Code, market.AsOf);
            }
            if (!IsClosed)
                recorder.End();
            await market.StopAsync(CancellationToken.None);
        }
    }

    private async Task TradeAsync(LocalMarket market, Traders traders, int number)
    {
        await traders.GatherAsync(number);
        var before = market.SnapshotPosition;
        for (var step = 0; step < Steps && !traders.HasStopped; step++)
            await traders.StepAsync();

        // The snapshot that is due is made on a thread of its own, and rests by the market's time.
        var patience = DateTime.UtcNow.AddSeconds(10);
        while (market.SnapshotPosition == before && !traders.HasStopped && DateTime.UtcNow < patience)
        {
            await traders.PassAsync(TimeSpan.FromSeconds(1));
            await traders.StepAsync();
        }
    }
}
