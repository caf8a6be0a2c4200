using PhantomParadox.CrashImages.Recording;

namespace PhantomParadox.CrashImages.Load;

/// <summary>Notes which snapshots are whole, and which are being removed.</summary>
internal sealed class WatchedSnapshots(ISnapshotStore store, DiskRecorder recorder, History history) : ISnapshotStore
{
    public async ValueTask WriteAsync(
        SnapshotHeader header, IAsyncEnumerable<ReadOnlyMemory<byte>> pieces, CancellationToken cancellationToken)
    {
        await store.WriteAsync(header, pieces, cancellationToken).ConfigureAwait(false);
        history.HasSnapshot(header, recorder.Count);
    }

    public ValueTask<IReadOnlyList<SnapshotHeader>> ListAsync(CancellationToken cancellationToken) => store.ListAsync(cancellationToken);

    public IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(long position, CancellationToken cancellationToken) =>
        store.ReadAsync(position, cancellationToken);

    public ValueTask RemoveAsync(long position, CancellationToken cancellationToken)
    {
        history.RemovesSnapshot(position, recorder.Count);
        return store.RemoveAsync(position, cancellationToken);
    }
}
