using PhantomParadox.Engine;

namespace PhantomParadox.Core.Tests.Snapshots;

/// <summary>A snapshot in memory.</summary>
/// <param name="Header">What it is of.</param>
/// <param name="Pieces">Its pieces.</param>
/// <param name="Batches">Batches of the journal that it contains.</param>
internal sealed record Picture(SnapshotHeader Header, IReadOnlyList<byte[]> Pieces, int Batches)
{
    public static Picture Of(Replica replica, int batches = 0)
    {
        var store = new MemorySnapshotStore();
        var header = new SnapshotShelf(store, static () => { }, default).Write(replica);
        return new Picture(header, Read(store, header.Position), batches);
    }

    /// <summary>What a store holds of a position.</summary>
    public static IReadOnlyList<byte[]> Read(ISnapshotStore store, long position) =>
        [.. store.ReadAsync(position, default).ToBlockingEnumerable().Select(piece => piece.ToArray())];

    /// <summary>Puts it into a store.</summary>
    public void Into(ISnapshotStore store) => store.WriteAsync(Header, Stream(), default).AsTask().GetAwaiter().GetResult();

    /// <summary>Loads it.</summary>
    public void Into(Replica replica)
    {
        var store = new MemorySnapshotStore();
        Into(store);
        new SnapshotShelf(store, static () => { }, default).Read(Header, replica);
    }

    /// <summary>Reads it back as one that was just written.</summary>
    public void Verify()
    {
        var store = new MemorySnapshotStore();
        Into(store);
        new SnapshotShelf(store, static () => { }, default).Verify(Header);
    }

    /// <summary>The same with one byte of one piece changed.</summary>
    /// <param name="offset">Which byte, over all pieces.</param>
    /// <param name="flip">What is flipped in it.</param>
    /// <param name="reseal">Whether the piece's checksum is made to hold again.</param>
    public Picture Changed(int offset, byte flip, bool reseal = false)
    {
        List<byte[]> pieces = [.. Pieces];
        var index = 0;
        for (; offset >= pieces[index].Length; index++)
            offset -= pieces[index].Length;
        pieces[index] = [.. pieces[index]];
        pieces[index][offset] ^= flip;
        if (reseal)
            Piece.Seal(pieces[index], (uint)index, index == pieces.Count - 1);
        return this with { Pieces = pieces };
    }

    private async IAsyncEnumerable<ReadOnlyMemory<byte>> Stream()
    {
        await ValueTask.CompletedTask;
        foreach (var piece in Pieces)
            yield return piece;
    }
}
