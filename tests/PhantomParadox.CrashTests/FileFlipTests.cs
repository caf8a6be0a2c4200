using System.Collections.Concurrent;
using PhantomParadox.CrashImages.Checks;
using PhantomParadox.CrashImages.Disk;
using PhantomParadox.CrashImages.Load;
using PhantomParadox.CrashImages.Recording;
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
    private const int Flips = 1_000;
    private const string Refused = "refused";
    private const string PassedBy = "without a snapshot, harmless";
    private const string Harmless = "harmless";

    // Goal: no flipped bit leads to another or a shorter history. Method: two markets, one that was closed and whose files are all there is,
    // and one whose logs hold again what the files hold.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task AFlippedBit_IsRefused_OrHarmless(bool isClosed)
    {
        var recording = await Flipping.LiveAsync(steps: 260, longestDescription: 2_000, isClosed);
        var files = FilesOf(recording);
        string[] names = [.. files.Where(file => !file.Key.Contains("archive", StringComparison.Ordinal) && End(file.Value) > 0).Select(file => file.Key)];
        var (hashes, outcomes) = (new StateHashes(recording.History), new ConcurrentDictionary<(string Name, string Outcome), int>());

        await Parallel.ForEachAsync(Enumerable.Range(0, Flips), new ParallelOptions { MaxDegreeOfParallelism = 2 }, async (flip, _) =>
        {
            var random = new Random(flip);
            var name = names[random.Next(names.Length)];
            var bit = random.Next(End(files[name]) * 8);
            var outcome = await StartFlippedAsync(files, name, bit, recording, hashes);
            outcomes.AddOrUpdate((name, outcome), 1, (_, count) => count + 1);
        });

        foreach (var ((name, outcome), count) in outcomes.OrderBy(one => one.Key))
            output.WriteLine($"{name}: {count} {outcome}");
        Assert.True(outcomes.Where(one => one.Key.Outcome == Refused).Sum(one => one.Value) > 20);
        if (isClosed)
            Assert.True(outcomes.GetValueOrDefault(("market.snapshots.db", PassedBy)) > 20);
    }

    private static Dictionary<string, byte[]> FilesOf(RecordedDisk recording)
    {
        var disk = new FollowedDisk(recording.Base, recording.Operations);
        disk.GoTo(recording.Operations.Count);
        var files = disk.Lose(new PowerCut(new SeededChance(3), Loss.None));
        files["market.db.mark"] = recording.Operations.OfType<DiskOperation.Marked>().Last().Bytes;
        return files;
    }

    // Behind what was written lies room of zeros, where nothing is read.
    private static int End(byte[] bytes) => bytes.AsSpan().LastIndexOfAnyExcept((byte)0) + 1;

    private static async Task<string> StartFlippedAsync(
        Dictionary<string, byte[]> files, string name, int bit, RecordedDisk recording, StateHashes hashes)
    {
        var folder = MarketGround.MakeFolder();
        try
        {
            foreach (var (other, whole) in files)
                await File.WriteAllBytesAsync(Path.Combine(folder, other), whole);
            var flipped = (byte[])files[name].Clone();
            Flipping.Turn(flipped, bit);
            await File.WriteAllBytesAsync(Path.Combine(folder, name), flipped);
            return await StartAsync(folder, recording, hashes) ? Harmless : PassedBy;
        }
        catch (Exception reason) when (reason is JournalCorruptException or SqliteStorageException or SnapshotVersionException or IOException)
        {
            return Refused;
        }
        catch (Exception wrong)
        {
            throw new InvalidOperationException($"Bit {bit} of {name}: {wrong.Message}", wrong);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
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
