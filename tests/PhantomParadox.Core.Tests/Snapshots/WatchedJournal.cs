using System.Runtime.CompilerServices;

namespace PhantomParadox.Core.Tests.Snapshots;

/// <summary>A journal in memory that counts what is written and notes from where it is read.</summary>
internal sealed class WatchedJournal : IJournal
{
    private readonly MemoryJournal _inner = new();

    /// <summary>Terms begun, batches appended and trimmings.</summary>
    public int Writes { get; set; }

    public List<long> ReadFrom { get; } = [];

    /// <summary>Where the batch of this position, which has one event like all before, is damaged when it is read; 0 for nowhere.</summary>
    public long Damage { get; set; }

    /// <summary>Up to where it was trimmed; 0 for not at all.</summary>
    public long Trimmed { get; private set; }

    public ValueTask<JournalHead> ReadHeadAsync(CancellationToken cancellationToken) => _inner.ReadHeadAsync(cancellationToken);

    public ValueTask<JournalHead> BeginEpochAsync(Epoch epoch, CancellationToken cancellationToken)
    {
        Writes++;
        return _inner.BeginEpochAsync(epoch, cancellationToken);
    }

    public ValueTask<long> AppendAsync(EncodedBatch batch, Epoch epoch, long after, CancellationToken cancellationToken)
    {
        Writes++;
        return _inner.AppendAsync(batch, epoch, after, cancellationToken);
    }

    public async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(long from, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ReadFrom.Add(from);
        await foreach (var batch in _inner.ReadAsync(from, cancellationToken).ConfigureAwait(false))
        {
            if (from++ != Damage)
            {
                yield return batch;
                continue;
            }

            var damaged = batch.ToArray();
            damaged[^1] ^= 1;
            yield return damaged;
        }
    }

    public async ValueTask<long> TrimAsync(long position, CancellationToken cancellationToken)
    {
        Writes++;
        return Trimmed = await _inner.TrimAsync(position, cancellationToken).ConfigureAwait(false);
    }

    public ValueTask DisposeAsync() => _inner.DisposeAsync();
}
