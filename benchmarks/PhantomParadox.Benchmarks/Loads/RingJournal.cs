namespace PhantomParadox.Benchmarks.Loads;

/// <summary>A journal in memory that keeps the last 16 MiB and forgets the rest: it copies every byte, allocates none, and can't be replayed.</summary>
internal sealed class RingJournal : IJournal
{
    private const int Capacity = 16 * 1024 * 1024;

    private readonly byte[] _ring = new byte[Capacity];
    private EncodedBatch? _newest;
    private int _end;
    private Epoch _epoch;

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
        if (after != Position)
            throw new JournalConflictException(after, Position);

        var bytes = batch.Bytes.Span;
        var fits = Math.Min(bytes.Length, Capacity - _end);
        bytes[..fits].CopyTo(_ring.AsSpan(_end));
        bytes[fits..].CopyTo(_ring);
        _end = (_end + bytes.Length) % Capacity;
        _newest = batch;
        return new(batch.LastPosition);
    }

    public async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(
        long from, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await ValueTask.CompletedTask.ConfigureAwait(false);
        if (from <= Position)
            throw new JournalCorruptException("A ring can't be replayed.");
        yield break;
    }

    public ValueTask<long> TrimAsync(long position, CancellationToken cancellationToken) => new(0L);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private long Position => _newest?.LastPosition ?? 0;

    private JournalHead Head() => new(Position, _newest?.Hash ?? new byte[32], _epoch);
}
