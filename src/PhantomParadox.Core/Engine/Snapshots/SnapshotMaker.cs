namespace PhantomParadox.Engine;

/// <summary>
/// Makes one snapshot: a second state takes the newest snapshot and the journal behind it, is audited and written, and what was written is
/// read back. Then all snapshots but this one and the one it began with are removed, and the journal below the older of the two. That one
/// was loaded just now: nothing is removed that the newest, which will be loaded by the next only, would have to stand in for.
/// </summary>
/// <param name="newState">Makes an empty state.</param>
/// <param name="journal">The journal.</param>
/// <param name="store">Where snapshots are kept.</param>
/// <param name="time">What it rests by.</param>
/// <param name="report">Told of snapshots that were passed by.</param>
internal sealed class SnapshotMaker(
    Func<IStateMachine> newState, IJournal journal, ISnapshotStore store, TimeProvider time, Action<Exception>? report)
{
    /// <summary>A market that writes so many events while one is made runs ahead of its maker, which hurries from then on.</summary>
    public const long RunsAhead = 100_000;

    /// <summary>Makes it; blocks its thread.</summary>
    /// <param name="durable">Position of the newest durable event; the snapshot holds the one of now and the rest of its batch.</param>
    /// <param name="cancellationToken">Gives up. A snapshot that wasn't read back yet may be left; whoever loads it checks it anyway.</param>
    /// <returns>Position of the newest snapshot.</returns>
    public long Make(Func<long> durable, CancellationToken cancellationToken)
    {
        var position = durable();
        var pace = new Pace(time, cancellationToken);
        var shelf = new SnapshotShelf(store, Breathe, cancellationToken);
        var (header, before) = Write(shelf, pace, Breathe, position, cancellationToken);
        if (header.Position == before?.Position)
            return header.Position;

        ReadBack(shelf, header);
        Tidy(header.Position, before?.Position, cancellationToken);
        return header.Position;

        void Breathe()
        {
            if (durable() - position >= RunsAhead)
                pace.Hurry();
            pace.Breathe();
        }
    }

    // On its own, so that the state is gone before what was written is read back.
    private (SnapshotHeader Written, SnapshotHeader? Before) Write(
        SnapshotShelf shelf, Pace pace, Action breathe, long durable, CancellationToken cancellationToken)
    {
        var replica = new Replica(newState());
        var before = shelf.ReadNewest(replica, (header, cause) =>
            report?.Invoke(new SnapshotCorruptException($"The snapshot of position {header.Position} is of no use.", cause)));
        if (before is not null && before.Position >= durable)
            return (before, before);

        Follow(replica, breathe, durable, cancellationToken);
        replica.State.Audit();
        return (shelf.Write(replica, pace.Hurries), before);
    }

    private void Follow(Replica replica, Action breathe, long durable, CancellationToken cancellationToken)
    {
        var batches = journal.ReadAsync(replica.Chain.Position + 1, cancellationToken).GetAsyncEnumerator(cancellationToken);
        try
        {
            while (replica.Chain.Position < durable && Blocking.MoveNext(batches))
            {
                replica.Apply(batches.Current.Span, breathe);
                breathe();
            }
        }
        finally
        {
            Blocking.Wait(batches.DisposeAsync());
        }

        if (replica.Chain.Position < durable)
            throw new JournalCorruptException($"Position {replica.Chain.Position}: the journal ends here, where {durable} was durable.");
    }

    private void ReadBack(SnapshotShelf shelf, SnapshotHeader header)
    {
        try
        {
            shelf.Verify(header);
        }
        catch (Exception cause) when (cause is not OperationCanceledException)
        {
            Blocking.Wait(store.RemoveAsync(header.Position, CancellationToken.None));
            throw;
        }
    }

    // Without an older one nothing is removed: the journal is the other leg to stand on.
    private void Tidy(long newest, long? older, CancellationToken cancellationToken)
    {
        if (older is not { } kept)
            return;

        foreach (var header in Blocking.Wait(store.ListAsync(cancellationToken)))
        {
            if (header.Position != newest && header.Position != kept)
                Blocking.Wait(store.RemoveAsync(header.Position, cancellationToken));
        }

        Blocking.Wait(journal.TrimAsync(kept, cancellationToken));
    }
}
