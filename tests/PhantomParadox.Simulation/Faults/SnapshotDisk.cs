namespace PhantomParadox.Simulation.Faults;

/// <summary>Snapshots in memory that a crash can cut short, and that can be damaged: a store that promises less than those of the market do.</summary>
internal sealed class SnapshotDisk : ISnapshotStore
{
    private readonly SortedList<long, Kept> _kept = [];

    /// <summary>Positions of what is kept, the newest last.</summary>
    public IList<long> Positions => _kept.Keys;

    public async ValueTask WriteAsync(
        SnapshotHeader header, IAsyncEnumerable<ReadOnlyMemory<byte>> pieces, CancellationToken cancellationToken)
    {
        List<byte[]> copies = [];
        await foreach (var piece in pieces.WithCancellation(cancellationToken))
            copies.Add(piece.ToArray());
        Put(header, copies);
    }

    /// <summary>Keeps pieces as they are, without a copy.</summary>
    public void Put(SnapshotHeader header, List<byte[]> pieces) => _kept[header.Position] = new Kept(header, pieces);

    /// <summary>The pieces of a snapshot, to be damaged.</summary>
    public List<byte[]> PiecesOf(long position) => _kept[position].Pieces;

    public ValueTask<IReadOnlyList<SnapshotHeader>> ListAsync(CancellationToken cancellationToken) =>
        new([.. _kept.Values.Select(kept => kept.Header).Reverse()]);

    public async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(
        long position, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await ValueTask.CompletedTask;
        foreach (var piece in _kept[position].Pieces)
            yield return piece;
    }

    public ValueTask RemoveAsync(long position, CancellationToken cancellationToken)
    {
        _kept.Remove(position);
        return ValueTask.CompletedTask;
    }

    private sealed record Kept(SnapshotHeader Header, List<byte[]> Pieces);
}
