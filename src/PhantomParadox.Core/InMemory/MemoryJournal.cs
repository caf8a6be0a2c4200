using System.Runtime.CompilerServices;

namespace PhantomParadox;

/// <summary>A journal in memory: for tests, and for hosts whose market may be forgotten with the process.</summary>
/// <remarks>It outlives a market, not the process: a new market on it replays what the one before wrote. All members may be called from any thread.</remarks>
public sealed class MemoryJournal : IJournal
{
    private readonly Lock _gate = new();
    private readonly List<EncodedBatch> _batches = [];
    private readonly long _capacity;
    private long _size;
    private long _forgotten;
    private Epoch _epoch;

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

    // The newest batch is always kept.
    private long Position => _batches.Count == 0 ? 0 : _batches[^1].LastPosition;

    /// <inheritdoc/>
    public ValueTask<JournalHead> ReadHeadAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
            return new(Head());
    }

    /// <inheritdoc/>
    public ValueTask<JournalHead> BeginEpochAsync(Epoch epoch, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            if (epoch.Term <= _epoch.Term)
                throw new JournalFencedException(_epoch);

            _epoch = epoch;
            return new(Head());
        }
    }

    /// <inheritdoc/>
    public ValueTask<long> AppendAsync(EncodedBatch batch, Epoch epoch, long after, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        // The engine uses the batch's memory again.
        var kept = batch.Copy();
        lock (_gate)
        {
            if (epoch != _epoch)
                throw new JournalFencedException(_epoch);
            if (after != Position || batch.FirstPosition != after + 1)
                throw new JournalConflictException(after, Position);

            _batches.Add(kept);
            _size += kept.Bytes.Length;
            Forget();
            return new(kept.LastPosition);
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
            from = batch.LastPosition + 1;
        }
    }

    /// <inheritdoc/>
    public ValueTask<long> TrimAsync(long position, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            var count = 0;
            while (count < _batches.Count - 1 && _batches[count].LastPosition <= position)
                count++;
            Remove(count);
            return new(_forgotten);
        }
    }

    /// <summary>Does nothing: what is kept stays, for the next market.</summary>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private EncodedBatch? Find(long position)
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
                if (_batches[middle].LastPosition < position)
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
        _forgotten = _batches[count - 1].LastPosition;
        _batches.RemoveRange(0, count);
    }

    private JournalHead Head() => new(Position, _batches.Count == 0 ? new byte[32] : _batches[^1].Hash, _epoch);
}
