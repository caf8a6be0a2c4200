using System.Runtime.CompilerServices;

namespace PhantomParadox;

/// <summary>Snapshots in memory: for tests, and for hosts whose market may be forgotten with the process.</summary>
/// <remarks>All members may be called from any thread.</remarks>
public sealed class MemorySnapshotStore : ISnapshotStore
{
    private readonly Lock _gate = new();
    private readonly List<Kept> _kept = [];

    /// <inheritdoc/>
    public async ValueTask WriteAsync(
        SnapshotHeader header, IAsyncEnumerable<ReadOnlyMemory<byte>> pieces, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(header);
        ArgumentNullException.ThrowIfNull(pieces);
        cancellationToken.ThrowIfCancellationRequested();
        var kept = new Kept(header with { StateHash = header.StateHash.ToArray() }, []);
        await foreach (var piece in pieces.WithCancellation(cancellationToken).ConfigureAwait(false))
            kept.Pieces.Add(piece.ToArray());
        lock (_gate)
        {
            Forget(header.Position);
            _kept.Add(kept);
            _kept.Sort((a, b) => b.Header.Position.CompareTo(a.Header.Position));
        }
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<SnapshotHeader>> ListAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
            return new(_kept.ConvertAll(kept => kept.Header));
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(
        long position, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await ValueTask.CompletedTask.ConfigureAwait(false);
        Kept? found;
        lock (_gate)
            found = _kept.Find(kept => kept.Header.Position == position);
        if (found is null)
            throw new SnapshotCorruptException($"There is no snapshot of position {position}.");
        foreach (var piece in found.Pieces)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return piece;
        }
    }

    /// <inheritdoc/>
    public ValueTask RemoveAsync(long position, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_gate)
            Forget(position);
        return ValueTask.CompletedTask;
    }

    private void Forget(long position) => _kept.RemoveAll(kept => kept.Header.Position == position);

    private sealed record Kept(SnapshotHeader Header, List<byte[]> Pieces);
}
