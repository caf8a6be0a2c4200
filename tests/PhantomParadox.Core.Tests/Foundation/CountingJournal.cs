namespace PhantomParadox.Core.Tests.Foundation;

/// <summary>A journal in memory that counts what it is given.</summary>
internal sealed class CountingJournal : IJournal
{
    private readonly MemoryJournal _inner = new(capacity: 1 << 20);
    private long _bytes;
    private long _batches;

    public long Bytes => Interlocked.Read(ref _bytes);

    public long Batches => Interlocked.Read(ref _batches);

    public ValueTask<JournalHead> ReadHeadAsync(CancellationToken cancellationToken) => _inner.ReadHeadAsync(cancellationToken);

    public ValueTask<JournalHead> BeginEpochAsync(Epoch epoch, CancellationToken cancellationToken) =>
        _inner.BeginEpochAsync(epoch, cancellationToken);

    public ValueTask<long> AppendAsync(EncodedBatch batch, Epoch epoch, long after, CancellationToken cancellationToken)
    {
        Interlocked.Add(ref _bytes, batch.Bytes.Length);
        Interlocked.Increment(ref _batches);
        return _inner.AppendAsync(batch, epoch, after, cancellationToken);
    }

    public IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(long from, CancellationToken cancellationToken) =>
        _inner.ReadAsync(from, cancellationToken);

    public ValueTask DisposeAsync() => _inner.DisposeAsync();
}
