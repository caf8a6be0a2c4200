using PhantomParadox.CrashImages.Checks;
using PhantomParadox.CrashImages.Disk;
using PhantomParadox.CrashImages.Load;
using PhantomParadox.Engine;
using PhantomParadox.Memory;
using PhantomParadox.Reputation;
using PhantomParadox.Sqlite;
using PhantomParadox.Testing;
using Xunit;
using Xunit.Abstractions;

namespace PhantomParadox.CrashTests;

/// <summary>RELIABILITY P14 for the real files of SQLite: whichever bit is flipped, a start refuses, or leads to the same state.</summary>
[Collection("hosts")]
public sealed class FileFlipTests(ITestOutputHelper output)
{
    private const int Flips = 2_000;

    private static readonly string[] Names =
        ["market.db", "market.db", "market.db-wal", "market.db-wal", "market.snapshots.db", "market.snapshots.db-wal", "market.db.mark"];

    [Fact]
    public async Task AFlippedBit_IsRefused_OrHarmless()
    {
        var recording = await Flipping.LiveAsync(steps: 260, longestDescription: 2_000);
        var disk = new FollowedDisk(recording.Base, recording.Operations);
        disk.GoTo(recording.Operations.Count);
        var files = disk.Lose(new PowerCut(new SeededChance(3), Loss.None));
        Assert.True(files["market.db.mark"].Length > 0);
        var hashes = new StateHashes(recording.History);
        var (refused, withoutASnapshot) = (0, 0);

        await Parallel.ForEachAsync(Enumerable.Range(0, Flips), new ParallelOptions { MaxDegreeOfParallelism = 2 }, async (flip, _) =>
        {
            var random = new Random(flip);
            var name = Names[random.Next(Names.Length)];
            var bytes = (byte[])files[name].Clone();
            // Behind what was written lies room of zeros, where nothing is read.
            var bit = random.Next((bytes.AsSpan().LastIndexOfAnyExcept((byte)0) + 1) * 8);
            Flipping.Turn(bytes, bit);
            var folder = MarketGround.MakeFolder();
            foreach (var (other, whole) in files)
                await File.WriteAllBytesAsync(Path.Combine(folder, other), other == name ? bytes : whole, CancellationToken.None);
            try
            {
                if (!await StartAsync(folder, recording, hashes))
                    Interlocked.Increment(ref withoutASnapshot);
            }
            catch (Exception reason) when (reason is JournalCorruptException or SqliteStorageException or SnapshotVersionException or IOException)
            {
                Interlocked.Increment(ref refused);
            }
            catch (Exception wrong)
            {
                Assert.Fail($"Bit {bit} of {name} (flip {flip}): {wrong}");
            }
            Directory.Delete(folder, recursive: true);
        });

        output.WriteLine($"{Flips} flips: {refused} refused, {withoutASnapshot} passed a snapshot by, the rest harmless.");
        Assert.InRange(refused, 100, Flips - 100);
        Assert.True(withoutASnapshot > 10);
    }

    // False where a snapshot was of no use, or all were put aside.
    private static async Task<bool> StartAsync(string folder, RecordedDisk recording, StateHashes hashes)
    {
        using var storage = MarketGround.Open(folder);
        var head = (await storage.Journal.ReadHeadAsync(default)).Position;
        Assert.Equal(recording.History.AcknowledgedAt(int.MaxValue), head);
        await using var market = new LocalMarket(MarketGround.Looking, new MarketPorts
        {
            Journal = storage.Journal,
            Snapshots = storage.Snapshots,
            Archive = storage.Archive,
            Transport = NullAgentTransport.Instance,
            Time = new VirtualTime(recording.End),
            Beacon = new FakeBeacon(),
        });
        await market.StartAsync(default);
        await market.StopAsync(default);

        // The state that the start led to is that of the journal as it was written, with what the start itself has written behind it.
        var replica = new Replica(new Market(MarketGround.Options, new SeedReputation(), new ReputationScorer()));
        foreach (var batch in recording.History.Batches.TakeWhile(batch => batch.Last <= head))
            replica.Apply(batch.Bytes);
        Assert.True(replica.ComputeStateHash(static () => { }).AsSpan().SequenceEqual(hashes.At(head)));
        await foreach (var batch in storage.Journal.ReadAsync(head + 1, default))
            replica.Apply(batch.Span);
        using var live = new StateHasher(static () => { });
        market.State.Save(live);
        Assert.Equal(replica.ComputeStateHash(static () => { }), live.Finish());
        return market.Recovery is { Unusable.Count: 0, SnapshotPosition: > 0 };
    }
}
