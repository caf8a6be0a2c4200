using PhantomParadox.CrashImages.Load;
using PhantomParadox.Engine;
using PhantomParadox.Reputation;
using Xunit;
using Xunit.Abstractions;

namespace PhantomParadox.CrashTests;

/// <summary>RELIABILITY P14 for snapshots: no flipped bit and no cut is believed; the older snapshot and the journal lead to the same state.</summary>
[Collection("hosts")]
public sealed class SnapshotFlipTests(ITestOutputHelper output)
{
    private const int Least = 16 * 1024;
    private const int Batches = 10;

    [Fact]
    public async Task EveryFlippedBit_AndEveryCut_IsFound()
    {
        var pictured = await PictureAsync();
        var size = pictured.Newer.Sum(piece => piece.Length);
        Assert.True(size >= Least, $"The snapshot has {size} bytes only.");

        Parallel.For(0, 2, new ParallelOptions { MaxDegreeOfParallelism = 2 }, half =>
        {
            var store = new Shelf(pictured);
            var (replica, shelf) = (NewReplica(), ShelfOf(store));
            for (var bit = half; bit < size * 8; bit += 2)
            {
                store.Flipped = bit;
                Assert.Throws<SnapshotCorruptException>(() => shelf.Read(pictured.NewerHeader, replica));
            }
            store.Flipped = null;
            for (var length = half; length < size; length += 2)
            {
                store.Length = length;
                Assert.Throws<SnapshotCorruptException>(() => shelf.Read(pictured.NewerHeader, replica));
            }
            for (var bit = 0; bit < 256; bit++)
            {
                var hash = pictured.NewerHeader.StateHash.ToArray();
                Flipping.Turn(hash, bit);
                store.Length = null;
                Assert.Throws<SnapshotCorruptException>(() => shelf.Read(pictured.NewerHeader with { StateHash = hash }, replica));
            }
        });
        output.WriteLine($"{size * 8} bits");
    }

    [Fact]
    public async Task TheOlderSnapshotAndTheJournal_LeadToTheSameState()
    {
        var pictured = await PictureAsync();
        var store = new Shelf(pictured);
        var random = new Random(14);
        for (var time = 0; time < 50; time++)
        {
            store.Flipped = random.Next(pictured.Newer.Sum(piece => piece.Length) * 8);
            var replica = NewReplica();
            var passedBy = new List<long>();

            var used = ShelfOf(store).ReadNewest(replica, (header, _) => passedBy.Add(header.Position));
            foreach (var batch in pictured.Between)
                replica.Apply(batch.Bytes);

            Assert.Equal(pictured.OlderHeader.Position, used?.Position);
            Assert.Equal([pictured.NewerHeader.Position], passedBy);
            Assert.Equal(pictured.NewerHeader.StateHash.ToArray(), replica.ComputeStateHash(static () => { }));
        }
    }

    private static async Task<Pictured> PictureAsync()
    {
        var recording = await Flipping.LiveAsync(steps: 60, longestDescription: 100);
        var batches = recording.History.Batches;
        var (replica, store) = (NewReplica(), new MemorySnapshotStore());
        var older = Take(batches.Take(Batches));
        var newer = Take(batches.Skip(Batches).Take(Batches));
        return new Pictured(
            older, await PiecesAsync(store, older), newer, await PiecesAsync(store, newer), [.. batches.Skip(Batches).Take(Batches)]);

        SnapshotHeader Take(IEnumerable<WrittenBatch> some)
        {
            foreach (var batch in some)
                replica.Apply(batch.Bytes);
            return ShelfOf(store).Write(replica);
        }
    }

    private static async Task<List<byte[]>> PiecesAsync(MemorySnapshotStore store, SnapshotHeader header)
    {
        var pieces = new List<byte[]>();
        await foreach (var piece in store.ReadAsync(header.Position, default))
            pieces.Add(piece.ToArray());
        return pieces;
    }

    private static SnapshotShelf ShelfOf(ISnapshotStore store) => new(store, static () => { }, default);

    private static Replica NewReplica() => new(new Market(MarketGround.Options, new SeedReputation(), new ReputationScorer()));

    private sealed record Pictured(
        SnapshotHeader OlderHeader, List<byte[]> Older, SnapshotHeader NewerHeader, List<byte[]> Newer, List<WrittenBatch> Between);

    /// <summary>Two snapshots, the newer of which may be damaged.</summary>
    private sealed class Shelf(Pictured pictured) : ISnapshotStore
    {
        /// <summary>The bit that is turned over; null for none.</summary>
        public int? Flipped { get; set; }

        /// <summary>Bytes that are left; null for all.</summary>
        public int? Length { get; set; }

        public ValueTask<IReadOnlyList<SnapshotHeader>> ListAsync(CancellationToken cancellationToken) =>
            new([pictured.NewerHeader, pictured.OlderHeader]);

        public async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(
            long position, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await ValueTask.CompletedTask;
            if (position == pictured.OlderHeader.Position)
            {
                foreach (var piece in pictured.Older)
                    yield return piece;
                yield break;
            }

            var (at, left) = (0, Length ?? int.MaxValue);
            foreach (var piece in pictured.Newer.TakeWhile(_ => left > 0))
            {
                var bytes = piece;
                if (Flipped - (at * 8) is { } bit && bit >= 0 && bit < piece.Length * 8)
                {
                    bytes = (byte[])piece.Clone();
                    Flipping.Turn(bytes, bit);
                }
                at += piece.Length;
                yield return bytes.AsMemory(0, Math.Min(left, bytes.Length));
                left -= bytes.Length;
            }
        }

        public ValueTask WriteAsync(SnapshotHeader header, IAsyncEnumerable<ReadOnlyMemory<byte>> pieces, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public ValueTask RemoveAsync(long position, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
