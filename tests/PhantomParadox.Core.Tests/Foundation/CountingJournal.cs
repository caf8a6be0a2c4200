namespace PhantomParadox.Core.Tests.Foundation;

/// <summary>A journal that counts what it is given and keeps none of it.</summary>
internal sealed class CountingJournal : IJournal
{
    private long _bytes;
    private long _batches;

    public long Bytes => Interlocked.Read(ref _bytes);

    public long Batches => Interlocked.Read(ref _batches);

    public ValueTask<JournalHead> ReadHeadAsync(CancellationToken cancellationToken) => new(new JournalHead(0, new byte[32], default));

    public ValueTask<JournalHead> BeginEpochAsync(Epoch epoch, CancellationToken cancellationToken) =>
        new(new JournalHead(0, new byte[32], epoch));

    public ValueTask<long> AppendAsync(EncodedBatch batch, Epoch epoch, long after, CancellationToken cancellationToken)
    {
        Interlocked.Add(ref _bytes, batch.Bytes.Length);
        Interlocked.Increment(ref _batches);
        return new(batch.LastPosition);
    }

    public async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(
        long from, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await ValueTask.CompletedTask;
        yield break;
    }

    public ValueTask<long> TrimAsync(long position, CancellationToken cancellationToken) => new(0L);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
