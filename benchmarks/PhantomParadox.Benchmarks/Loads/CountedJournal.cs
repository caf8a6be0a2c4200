namespace PhantomParadox.Benchmarks.Loads;

/// <summary>Counts what another journal is given.</summary>
/// <param name="inner">The other journal.</param>
/// <param name="keepsSizes">Whether <see cref="Sizes"/> is kept: a list that grows, on the market's thread.</param>
internal sealed class CountedJournal(IJournal inner, bool keepsSizes) : IJournal
{
    private long _position;
    private long _bytes;
    private long _batches;

    /// <summary>Bytes appended so far.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>Batches appended so far.</summary>
    public long Batches => Interlocked.Read(ref _batches);

    /// <summary>The size of each batch, in bytes, if they are kept; to be read while nothing is appended.</summary>
    public List<int> Sizes { get; } = [];

    /// <summary>Events appended so far.</summary>
    public long Position => Interlocked.Read(ref _position);

    public ValueTask<JournalHead> ReadHeadAsync(CancellationToken cancellationToken) => inner.ReadHeadAsync(cancellationToken);

    public ValueTask<JournalHead> BeginEpochAsync(Epoch epoch, CancellationToken cancellationToken) => inner.BeginEpochAsync(epoch, cancellationToken);

    public ValueTask<long> AppendAsync(EncodedBatch batch, Epoch epoch, long after, CancellationToken cancellationToken)
    {
        Interlocked.Exchange(ref _position, batch.LastPosition);
        Interlocked.Add(ref _bytes, batch.Bytes.Length);
        Interlocked.Increment(ref _batches);
        if (keepsSizes)
            Sizes.Add(batch.Bytes.Length);
        return inner.AppendAsync(batch, epoch, after, cancellationToken);
    }

    public IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(long from, CancellationToken cancellationToken) => inner.ReadAsync(from, cancellationToken);

    public ValueTask<long> TrimAsync(long position, CancellationToken cancellationToken) => inner.TrimAsync(position, cancellationToken);

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
