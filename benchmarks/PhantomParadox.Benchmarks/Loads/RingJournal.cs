namespace PhantomParadox.Benchmarks.Loads;

/// <summary>A journal in memory that keeps the last 16 MiB and counts the rest: it copies every byte, allocates none, and can't be replayed.</summary>
internal sealed class RingJournal : IJournal
{
    private const int Capacity = 16 * 1024 * 1024;

    private readonly byte[] _ring = new byte[Capacity];
    private readonly byte[] _hash = new byte[32];
    private int _end;
    private long _position;
    private long _bytes;
    private long _batches;
    private Epoch _epoch;

    /// <summary>Bytes appended so far.</summary>
    public long Bytes => Interlocked.Read(ref _bytes);

    /// <summary>Batches appended so far.</summary>
    public long Batches => Interlocked.Read(ref _batches);

    /// <summary>Events appended so far.</summary>
    public long Position => Interlocked.Read(ref _position);

    public ValueTask<JournalHead> ReadHeadAsync(CancellationToken cancellationToken) => new(Head());

    public ValueTask<JournalHead> BeginEpochAsync(Epoch epoch, CancellationToken cancellationToken)
    {
        _epoch = epoch;
        return new(Head());
    }

    public ValueTask<long> AppendAsync(EncodedBatch batch, Epoch epoch, long after, CancellationToken cancellationToken)
    {
        if (epoch != _epoch)
            throw new JournalFencedException(_epoch);
        if (after != _position)
            throw new JournalConflictException(after, _position);

        var bytes = batch.Bytes.Span;
        var fits = Math.Min(bytes.Length, Capacity - _end);
        bytes[..fits].CopyTo(_ring.AsSpan(_end));
        bytes[fits..].CopyTo(_ring);
        _end = (_end + bytes.Length) % Capacity;
        batch.Hash.Span.CopyTo(_hash);
        Interlocked.Exchange(ref _position, batch.LastPosition);
        Interlocked.Add(ref _bytes, bytes.Length);
        Interlocked.Increment(ref _batches);
        return new(batch.LastPosition);
    }

    public async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(
        long from, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await ValueTask.CompletedTask.ConfigureAwait(false);
        if (from <= _position)
            throw new JournalCorruptException("A ring can't be replayed.");
        yield break;
    }

    public ValueTask<long> TrimAsync(long position, CancellationToken cancellationToken) => new(0L);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private JournalHead Head() => new(_position, _hash, _epoch);
}
