using System.Runtime.CompilerServices;

namespace PhantomParadox;

/// <summary>A journal in memory: for tests, and for hosts whose market may be forgotten with the process.</summary>
/// <remarks>It outlives a market, not the process: a new market on it replays what the one before wrote. All members may be called from any thread.</remarks>
public sealed class MemoryJournal : IJournal
{
    private readonly Lock _gate = new();
    private readonly List<Kept> _batches = [];
    private readonly long _capacity;
    private long _size;
    private long _forgotten;
    private JournalHead _head = new(0, new byte[32], default);

    /// <summary>Makes an empty journal.</summary>
    /// <param name="capacity">
    /// Bytes of batches kept, 1 or more; beyond them the oldest go, and the journal can't be replayed any more. Default no limit.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="capacity"/> is below 1.</exception>
    public MemoryJournal(long capacity = long.MaxValue)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        _capacity = capacity;
    }

    /// <inheritdoc/>
    public ValueTask<JournalHead> ReadHeadAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
            return new(_head);
    }

    /// <inheritdoc/>
    public ValueTask<JournalHead> BeginEpochAsync(Epoch epoch, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            if (epoch.Term <= _head.Epoch.Term)
                throw new JournalFencedException(_head.Epoch);

            _head = _head with { Epoch = epoch };
            return new(_head);
        }
    }

    /// <inheritdoc/>
    public ValueTask<long> AppendAsync(EncodedBatch batch, Epoch epoch, long after, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        // The engine uses the batch's memory again.
        var bytes = batch.Bytes.ToArray();
        var hash = batch.Hash.ToArray();
        lock (_gate)
        {
            if (epoch != _head.Epoch)
                throw new JournalFencedException(_head.Epoch);
            if (after != _head.Position || batch.FirstPosition != after + 1)
                throw new JournalConflictException(after, _head.Position);

            _batches.Add(new Kept(batch.FirstPosition, batch.LastPosition, bytes));
            _head = new JournalHead(batch.LastPosition, hash, epoch);
            _size += bytes.Length;
            Forget();
            return new(_head.Position);
        }
    }

    /// <inheritdoc/>
    /// <exception cref="JournalCorruptException">What stands at <paramref name="from"/> is not kept any more.</exception>
    public async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(
        long from, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(from, 1);
        await ValueTask.CompletedTask.ConfigureAwait(false);
        while (Find(from) is { } batch)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return batch.Bytes;
            from = batch.Last + 1;
        }
    }

    /// <inheritdoc/>
    public ValueTask<long> TrimAsync(long position, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            var count = 0;
            while (count < _batches.Count - 1 && _batches[count].Last <= position)
                count++;
            Remove(count);
            return new(_forgotten);
        }
    }

    /// <summary>Does nothing: what is kept stays, for the next market.</summary>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private Kept? Find(long position)
    {
        lock (_gate)
        {
            if (position <= _forgotten)
                throw new JournalCorruptException($"Position {position}: the journal in memory has forgotten all up to {_forgotten}.");

            var low = 0;
            var high = _batches.Count;
            while (low < high)
            {
                var middle = (low + high) / 2;
                if (_batches[middle].Last < position)
                    low = middle + 1;
                else
                    high = middle;
            }

            return low < _batches.Count ? _batches[low] : null;
        }
    }

    private void Forget()
    {
        if (_size <= _capacity)
            return;

        // Down to three quarters, so that the list is moved once for many batches. The newest one stays.
        var count = 0;
        var excess = _size - (_capacity - (_capacity / 4));
        for (; count < _batches.Count - 1 && excess > 0; count++)
            excess -= _batches[count].Bytes.Length;
        Remove(count);
    }

    private void Remove(int count)
    {
        if (count == 0)
            return;

        for (var i = 0; i < count; i++)
            _size -= _batches[i].Bytes.Length;
        _forgotten = _batches[count - 1].Last;
        _batches.RemoveRange(0, count);
    }

    private sealed record Kept(long First, long Last, byte[] Bytes);
}
