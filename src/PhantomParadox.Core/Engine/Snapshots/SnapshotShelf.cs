using PhantomParadox.Journal;
using PhantomParadox.Memory;

namespace PhantomParadox.Engine;

/// <summary>Puts replicas into a store of snapshots and takes them out. It blocks its thread.</summary>
/// <param name="store">The store.</param>
/// <param name="breathe">Called after each piece of work.</param>
/// <param name="cancellationToken">Gives up.</param>
internal sealed class SnapshotShelf(ISnapshotStore store, Action breathe, CancellationToken cancellationToken)
{
    /// <summary>Writes a replica.</summary>
    /// <param name="replica">What is written.</param>
    /// <param name="hurries">Whether it is to be soon done rather than to disturb little.</param>
    public SnapshotHeader Write(Replica replica, bool hurries = false)
    {
        var header = new SnapshotHeader(replica.Chain.Position, replica.ComputeStateHash(breathe));
        var pipe = new PiecePipe();
        var written = WriteAsync(header, pipe);
        try
        {
            using var writer = new PieceWriter(
                piece =>
                {
                    pipe.Put(piece);
                    breathe();
                },
                hurries ? Piece.LargeSize : Piece.Size);
            replica.Save(writer);
            writer.Finish();
            pipe.Complete();
        }
        catch (Exception cause)
        {
            pipe.Complete(cause);
            // Where the store is to blame, what it says says more than that it takes nothing.
            written.GetAwaiter().GetResult();
            throw;
        }

        written.GetAwaiter().GetResult();
        return header;
    }

    /// <summary>Reads a snapshot into a replica, and holds what came of it against the header.</summary>
    /// <exception cref="SnapshotCorruptException">It is not what the header says. The replica is good for another loading only.</exception>
    /// <exception cref="SnapshotVersionException">It is of a newer version; the same.</exception>
    public void Read(SnapshotHeader header, Replica replica)
    {
        ReadPieces(header, reader =>
        {
            replica.Load(reader);
            reader.End();
        });
        Compare(header, replica.Chain.Position, replica.ComputeStateHash(breathe));
    }

    /// <summary>
    /// Reads a snapshot through without loading it: its pieces must hold, and the state that is written in them must be, byte by byte, the
    /// one whose hash the header says.
    /// </summary>
    /// <exception cref="SnapshotCorruptException">It is not what the header says.</exception>
    public void Verify(SnapshotHeader header)
    {
        var chain = new BatchChain();
        using var hasher = new StateHasher(breathe);
        ReadPieces(header, reader =>
        {
            chain.Load(reader);
            reader.CopyTo(hasher);
        });
        Compare(header, chain.Position, hasher.Finish());
    }

    /// <summary>Reads the newest snapshot that is usable; where there is none, the replica is before the first event.</summary>
    /// <param name="replica">What becomes of it.</param>
    /// <param name="unusable">Told of each that had to be passed by.</param>
    /// <returns>Its header; null where there is none.</returns>
    /// <exception cref="SnapshotVersionException">A newer version than this one wrote it: it knows better than to go on from an older.</exception>
    public SnapshotHeader? ReadNewest(Replica replica, Action<SnapshotHeader, Exception> unusable)
    {
        foreach (var header in Blocking.Wait(store.ListAsync(cancellationToken)))
        {
            try
            {
                Read(header, replica);
                return header;
            }
            catch (Exception cause) when (cause is not (OperationCanceledException or SnapshotVersionException))
            {
                unusable(header, cause);
            }
        }

        replica.Reset();
        return null;
    }

    private static void Compare(SnapshotHeader header, long position, ReadOnlySpan<byte> hash)
    {
        if (position != header.Position)
            throw new SnapshotCorruptException($"The snapshot of position {header.Position} is of {position}.");
        if (!header.StateHash.Span.SequenceEqual(hash))
            throw new SnapshotCorruptException($"The snapshot of position {header.Position} is another state than its hash says.");
    }

    private void ReadPieces(SnapshotHeader header, Action<PieceReader> read)
    {
        var pieces = store.ReadAsync(header.Position, cancellationToken).GetAsyncEnumerator(cancellationToken);
        try
        {
            read(new PieceReader(pieces, breathe));
        }
        finally
        {
            Blocking.Wait(pieces.DisposeAsync());
        }
    }

    private async Task WriteAsync(SnapshotHeader header, PiecePipe pipe)
    {
        try
        {
            await store.WriteAsync(header, pipe.ReadAsync(cancellationToken), cancellationToken).ConfigureAwait(false);
            // A store that returned without asking for all must not leave the maker waiting.
            pipe.Complete();
        }
        catch (Exception cause)
        {
            pipe.Complete(cause);
            throw;
        }
    }
}
