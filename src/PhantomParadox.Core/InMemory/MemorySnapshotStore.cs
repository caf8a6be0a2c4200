using System.Security.Cryptography;

namespace PhantomParadox;

/// <summary>Snapshots in memory: for tests, and for hosts whose market may be forgotten with the process.</summary>
/// <remarks>All members may be called from any thread.</remarks>
public sealed class MemorySnapshotStore : ISnapshotStore
{
    private const int KeptCount = 2;

    private readonly Lock _gate = new();
    private readonly List<Kept> _kept = [];

    /// <inheritdoc/>
    public ValueTask WriteAsync(Snapshot snapshot, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        cancellationToken.ThrowIfCancellationRequested();
        // The caller's memory is the caller's again when this returns.
        var copy = new Snapshot(snapshot.Position, snapshot.StateHash.ToArray(), snapshot.Content.ToArray());
        var kept = new Kept(copy, SHA256.HashData(copy.Content.Span));
        lock (_gate)
        {
            _kept.RemoveAll(other => other.Snapshot.Position == copy.Position);
            _kept.Add(kept);
            _kept.Sort((a, b) => b.Snapshot.Position.CompareTo(a.Snapshot.Position));
            if (_kept.Count > KeptCount)
                _kept.RemoveRange(KeptCount, _kept.Count - KeptCount);
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask<Snapshot?> ReadNewestAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
        {
            foreach (var kept in _kept)
            {
                if (SHA256.HashData(kept.Snapshot.Content.Span).AsSpan().SequenceEqual(kept.Checksum))
                    return new(kept.Snapshot);
            }
        }

        return new((Snapshot?)null);
    }

    private sealed record Kept(Snapshot Snapshot, byte[] Checksum);
}
