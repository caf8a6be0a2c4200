using System.Security.Cryptography;
using Xunit;

namespace PhantomParadox.Contracts;

/// <summary>What every journal promises. An implementation inherits it and says how one is made.</summary>
public abstract class JournalContract
{
    private static readonly Epoch One = new(1, 11);
    private static readonly Epoch Two = new(2, 22);

    /// <summary>An empty journal that nobody else uses.</summary>
    protected abstract ValueTask<IJournal> CreateAsync();

    [Fact]
    public async Task AnEmptyJournal_EndsAtZero_WithAHashOfZeros()
    {
        await using var journal = await CreateAsync();
        var head = await journal.ReadHeadAsync(default);
        Assert.Equal(0, head.Position);
        Assert.Equal(new byte[32], head.BatchHash.ToArray());
        Assert.Equal(default, head.Epoch);
        Assert.Empty(await ReadAsync(journal, 1));
    }

    [Fact]
    public async Task BeginningATerm_ChangesTheEpochOnly()
    {
        await using var journal = await CreateAsync();
        await journal.BeginEpochAsync(One, default);
        await journal.AppendAsync(Batch(1, 2), One, 0, default);
        var before = await journal.ReadHeadAsync(default);

        var head = await journal.BeginEpochAsync(Two, default);

        Assert.Equal((before.Position, Two), (head.Position, head.Epoch));
        Assert.Equal(before.BatchHash.ToArray(), head.BatchHash.ToArray());
        Assert.Equal(Two, (await journal.ReadHeadAsync(default)).Epoch);
    }

    [Theory]
    [InlineData(5, 22)]
    [InlineData(5, 99)]
    [InlineData(4, 22)]
    public async Task Rejects_ATermThatIsNotGreater(ulong term, ulong nonce)
    {
        await using var journal = await CreateAsync();
        var present = new Epoch(5, 22);
        await journal.BeginEpochAsync(present, default);

        var fenced = await Assert.ThrowsAsync<JournalFencedException>(
            async () => await journal.BeginEpochAsync(new Epoch(term, nonce), default));

        Assert.Equal(present, fenced.Present);
        Assert.Equal(present, (await journal.ReadHeadAsync(default)).Epoch);
    }

    [Fact]
    public async Task Appends_WithoutGaps_AndGivesTheLastPosition()
    {
        await using var journal = await CreateAsync();
        await journal.BeginEpochAsync(One, default);
        var second = Batch(4, 2);

        Assert.Equal(3, await journal.AppendAsync(Batch(1, 3), One, 0, default));
        Assert.Equal(5, await journal.AppendAsync(second, One, 3, default));

        var head = await journal.ReadHeadAsync(default);
        Assert.Equal((5, One), (head.Position, head.Epoch));
        Assert.Equal(second.Hash.ToArray(), head.BatchHash.ToArray());
    }

    [Fact]
    public async Task Rejects_AnAppendOfAnOldEpoch()
    {
        await using var journal = await CreateAsync();
        await journal.BeginEpochAsync(One, default);
        await journal.AppendAsync(Batch(1, 1), One, 0, default);
        await journal.BeginEpochAsync(Two, default);

        var fenced = await Assert.ThrowsAsync<JournalFencedException>(async () => await journal.AppendAsync(Batch(2, 1), One, 1, default));

        Assert.Equal(Two, fenced.Present);
        Assert.Single(await ReadAsync(journal, 1));
    }

    [Fact]
    public async Task Rejects_AnAppendOfTheSameTermWithAnotherNonce()
    {
        await using var journal = await CreateAsync();
        await journal.BeginEpochAsync(One, default);
        await Assert.ThrowsAsync<JournalFencedException>(
            async () => await journal.AppendAsync(Batch(1, 1), One with { Nonce = 12 }, 0, default));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Rejects_AnAppendThatDoesNotFollow(long after)
    {
        await using var journal = await CreateAsync();
        await journal.BeginEpochAsync(One, default);
        await journal.AppendAsync(Batch(1, 2), One, 0, default);

        var conflict = await Assert.ThrowsAsync<JournalConflictException>(
            async () => await journal.AppendAsync(Batch(after + 1, 1), One, after, default));

        Assert.Equal((after, 2), (conflict.Expected, conflict.Actual));
        Assert.Single(await ReadAsync(journal, 1));
    }

    [Fact]
    public async Task GivesBack_EveryByte_InOrder()
    {
        await using var journal = await CreateAsync();
        await journal.BeginEpochAsync(One, default);
        EncodedBatch[] batches = [Batch(1, 1, size: 1), Batch(2, 5, size: 70_000), Batch(7, 1, size: 1_300_000)];
        foreach (var batch in batches)
            await journal.AppendAsync(batch, One, batch.FirstPosition - 1, default);

        var read = await ReadAsync(journal, 1);

        Assert.Equal(batches.Select(b => b.Bytes.ToArray()), read);
    }

    [Fact]
    public async Task DoesNotNeed_TheCallersMemoryAfterwards()
    {
        await using var journal = await CreateAsync();
        await journal.BeginEpochAsync(One, default);
        var bytes = new byte[] { 1, 2, 3 };
        var kept = SHA256.HashData(bytes);
        await journal.AppendAsync(new EncodedBatch(bytes, 1, 1), One, 0, default);
        bytes.AsSpan().Clear();

        Assert.Equal([1, 2, 3], Assert.Single(await ReadAsync(journal, 1)));
        Assert.Equal(kept, (await journal.ReadHeadAsync(default)).BatchHash.ToArray());
    }

    [Theory]
    [InlineData(1, 3)]
    [InlineData(2, 3)]
    [InlineData(3, 3)]
    [InlineData(4, 2)]
    [InlineData(6, 1)]
    [InlineData(7, 0)]
    public async Task Reads_FromTheBatchThatHoldsThePosition(long from, int batches)
    {
        await using var journal = await CreateAsync();
        await journal.BeginEpochAsync(One, default);
        foreach (var batch in new[] { Batch(1, 3), Batch(4, 2), Batch(6, 1) })
            await journal.AppendAsync(batch, One, batch.FirstPosition - 1, default);

        Assert.Equal(batches, (await ReadAsync(journal, from)).Count);
    }

    [Fact]
    public async Task ACancelledAppend_ThatHasNotBegun_KeepsNothing()
    {
        await using var journal = await CreateAsync();
        await journal.BeginEpochAsync(One, default);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await journal.AppendAsync(Batch(1, 1), One, 0, new CancellationToken(canceled: true)));
        Assert.Equal(0, (await journal.ReadHeadAsync(default)).Position);
    }

    [Theory]
    [InlineData(-1, 0, 1)]
    [InlineData(0, 0, 1)]
    [InlineData(2, 0, 1)]
    [InlineData(3, 3, 4)]
    [InlineData(4, 3, 4)]
    [InlineData(5, 5, 6)]
    [InlineData(6, 5, 6)]
    [InlineData(long.MaxValue, 5, 6)]
    public async Task Trimming_RemovesWholeBatches_AndNeverTheLast(long position, long removed, long first)
    {
        await using var journal = await CreateAsync();
        await journal.BeginEpochAsync(One, default);
        EncodedBatch[] batches = [Batch(1, 3), Batch(4, 2), Batch(6, 1)];
        foreach (var batch in batches)
            await journal.AppendAsync(batch, One, batch.FirstPosition - 1, default);

        Assert.Equal(removed, await journal.TrimAsync(position, default));

        Assert.Equal(batches.Where(batch => batch.FirstPosition >= first).Select(batch => batch.Bytes.ToArray()), await ReadAsync(journal, first));
        if (removed > 0)
            await Assert.ThrowsAsync<JournalCorruptException>(async () => await ReadAsync(journal, removed));
    }

    [Fact]
    public async Task Trimming_ChangesNothingOfTheHead_AndAppendsGoOn()
    {
        await using var journal = await CreateAsync();
        await journal.BeginEpochAsync(One, default);
        EncodedBatch[] batches = [Batch(1, 3), Batch(4, 2), Batch(6, 1), Batch(7, 4)];
        foreach (var batch in batches[..3])
            await journal.AppendAsync(batch, One, batch.FirstPosition - 1, default);
        await journal.TrimAsync(5, default);

        var head = await journal.ReadHeadAsync(default);
        Assert.Equal((6, One), (head.Position, head.Epoch));
        Assert.Equal(batches[2].Hash.ToArray(), head.BatchHash.ToArray());
        Assert.Equal(10, await journal.AppendAsync(batches[3], One, 6, default));
        Assert.Equal(batches[2..].Select(batch => batch.Bytes.ToArray()), await ReadAsync(journal, 6));
        Assert.Equal(6, await journal.TrimAsync(6, default));
        Assert.Equal(6, await journal.TrimAsync(1, default));
        Assert.Single(await ReadAsync(journal, 7));
    }

    [Fact]
    public async Task Trimming_AnEmptyJournal_RemovesNothing()
    {
        await using var journal = await CreateAsync();
        Assert.Equal(0, await journal.TrimAsync(10, default));
        Assert.Equal(0, (await journal.ReadHeadAsync(default)).Position);
    }

    private static EncodedBatch Batch(long first, int count, int size = 100)
    {
        var bytes = new byte[size];
        new Random((int)first).NextBytes(bytes);
        return new EncodedBatch(bytes, first, count);
    }

    private static async Task<List<byte[]>> ReadAsync(IJournal journal, long from)
    {
        var read = new List<byte[]>();
        await foreach (var batch in journal.ReadAsync(from, default))
            read.Add(batch.ToArray());
        return read;
    }
}
