using PhantomParadox.CrashImages.Load;
using PhantomParadox.Engine;
using PhantomParadox.Journal;
using PhantomParadox.Reputation;
using Xunit;
using Xunit.Abstractions;

namespace PhantomParadox.CrashTests;

/// <summary>RELIABILITY P14 for encoded batches, whatever stores them: no flipped bit and no cut makes another history that looks whole.</summary>
[Collection("hosts")]
public sealed class JournalFlipTests(ITestOutputHelper output)
{
    private const int Bytes = 64 * 1024;

    private static readonly ParallelOptions Workers = new() { MaxDegreeOfParallelism = 2 };

    // Goal: each of 524,288 flipped bits and more is found. Method: a batch is read behind the ones before it; where that finds nothing, the
    // batch behind it, or for the last one the journal's head, must not fit.
    [Fact]
    public async Task EveryFlippedBit_IsFound_InItsBatchOrByTheNextOne()
    {
        var batches = await BatchesAsync();
        var (flipped, byTheNext) = (0, 0);

        Parallel.For(0, batches.Count, Workers, index =>
        {
            var batch = (byte[])batches[index].Bytes.Clone();
            for (var bit = 0; bit < batch.Length * 8; bit++)
            {
                Flipping.Turn(batch, bit);
                var chain = ChainBefore(batches, index);
                if (Read(batch, chain))
                {
                    Assert.True(IsFoundBehind(batches, index, chain), $"Bit {bit} of batch {index} changes the history, and nobody sees it.");
                    Interlocked.Increment(ref byTheNext);
                }
                Flipping.Turn(batch, bit);
            }
            Interlocked.Add(ref flipped, batch.Length * 8);
        });

        output.WriteLine($"{flipped} bits of {batches.Count} batches; {flipped - byTheNext} found in their batch, {byTheNext} by what follows.");
        Assert.True(flipped >= Bytes * 8 && byTheNext > 0 && byTheNext < flipped);
    }

    [Fact]
    public async Task EveryCut_IsFound_InItsBatchOrByTheHead()
    {
        var batches = await BatchesAsync();
        var cuts = 0;
        for (var index = 0; index < batches.Count; index++)
        {
            var chain = ChainBefore(batches, index);
            Assert.NotEqual(batches[^1].Last, chain.Position);
            for (var length = 0; length < batches[index].Bytes.Length; length++, cuts++)
                Assert.False(Read(batches[index].Bytes.AsSpan(0, length), ChainBefore(batches, index)), $"Batch {index} is read from {length} bytes.");
        }

        Assert.True(cuts >= Bytes);
    }

    // Goal: what a damaged event runs into is told as damage, and neither stops the process nor goes on for ever. Method: the real state
    // applies damaged batches, a few bits of each.
    [Fact]
    public async Task ADamagedBatch_IsSaidToBeDamaged_WhereTheStateTakesIt()
    {
        const int Stride = 97;
        var batches = await BatchesAsync();
        var (tried, taken) = (0, 0);
        Parallel.ForEach(Enumerable.Range(0, 2), Workers, half =>
        {
            var (replica, shelf) = (NewReplica(), new SnapshotShelf(new MemorySnapshotStore(), static () => { }, default));
            var before = shelf.Write(replica);
            for (var index = 0; index < batches.Count; index++)
            {
                var batch = (byte[])batches[index].Bytes.Clone();
                for (var bit = (index + half) % 2 == 0 ? index % Stride : int.MaxValue; bit < batch.Length * 8; bit += Stride)
                {
                    Flipping.Turn(batch, bit);
                    Interlocked.Increment(ref tried);
                    if (Takes(replica, batch))
                    {
                        Interlocked.Increment(ref taken);
                        Assert.True(IsFoundBehind(batches, index, replica.Chain), $"Bit {bit} of batch {index} makes another state.");
                    }
                    shelf.Read(before, replica);
                    Flipping.Turn(batch, bit);
                }
                replica.Apply(batch);
                before = shelf.Write(replica);
            }
        });

        output.WriteLine($"{tried} damaged batches were applied; {taken} of them to the end.");
        Assert.True(taken > 0 && taken < tried);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(40)]
    public async Task AJournalThatEndsBeforeItsHead_StartsNoMarket(int kept)
    {
        var batches = await BatchesAsync();
        var last = batches[^1];
        var journal = new ShortJournal([.. batches.Take(kept)], new JournalHead(last.Last, last.Hash, new Epoch(1, 1)));
        await using var market = new LocalMarket(MarketGround.Looking, new MarketPorts
        {
            Journal = journal, Archive = new MemoryArchive(), Transport = NullAgentTransport.Instance,
        });

        await Assert.ThrowsAsync<JournalCorruptException>(() => market.StartAsync(default));
    }

    private static async Task<List<WrittenBatch>> BatchesAsync()
    {
        var recording = await Flipping.LiveAsync(steps: 700, longestDescription: 120);
        var size = 0;
        var batches = recording.History.Batches.TakeWhile(batch => (size += batch.Bytes.Length) - batch.Bytes.Length < Bytes).ToList();
        Assert.True(size >= Bytes, $"The market wrote {size} bytes only.");
        return batches;
    }

    private static BatchChain ChainBefore(List<WrittenBatch> batches, int index)
    {
        var chain = new BatchChain();
        if (index == 0)
            return chain;
        var before = batches[index - 1];
        chain.Advance(BatchHeader.Read(before.Bytes), TimeOf(before.Bytes), before.Hash);
        return chain;
    }

    private static long TimeOf(ReadOnlySpan<byte> batch)
    {
        var rest = batch[BatchHeader.Size..];
        var time = 0L;
        while (!rest.IsEmpty)
            time = new FrameReader(FrameReader.Cut(ref rest, 0)).Time;
        return time;
    }

    private static bool Read(ReadOnlySpan<byte> batch, BatchChain chain)
    {
        try
        {
            var reader = new BatchReader(batch, chain);
            while (reader.MoveNext())
            {
            }
            return true;
        }
        catch (JournalCorruptException)
        {
            return false;
        }
    }

    private static bool Takes(Replica replica, byte[] batch)
    {
        try
        {
            replica.Apply(batch);
            return true;
        }
        catch (JournalCorruptException)
        {
            return false;
        }
    }

    private static bool IsFoundBehind(List<WrittenBatch> batches, int index, BatchChain chain) => index + 1 < batches.Count
        ? !Read(batches[index + 1].Bytes, chain)
        : !chain.Hash.SequenceEqual(batches[index].Hash) || chain.Position != batches[index].Last;

    private static Replica NewReplica() => new(new Market(MarketGround.Options, new SeedReputation(), new ReputationScorer()));

    /// <summary>A journal that says where it ends, and ends before.</summary>
    private sealed class ShortJournal(IReadOnlyList<WrittenBatch> batches, JournalHead head) : IJournal
    {
        public ValueTask<JournalHead> ReadHeadAsync(CancellationToken cancellationToken) => new(head);

        public ValueTask<JournalHead> BeginEpochAsync(Epoch epoch, CancellationToken cancellationToken) => new(head with { Epoch = epoch });

        public ValueTask<long> AppendAsync(EncodedBatch batch, Epoch epoch, long after, CancellationToken cancellationToken) =>
            throw new InvalidOperationException("Nothing may be written here.");

        public async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(
            long from, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await Task.CompletedTask;
            foreach (var batch in batches.SkipWhile(batch => batch.Last < from))
                yield return batch.Bytes;
        }

        public ValueTask<long> TrimAsync(long position, CancellationToken cancellationToken) => new(0L);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
