using PhantomParadox.Journal;

namespace PhantomParadox.Engine;

/// <summary>What was acknowledged by a market whose journal failed: a state of its own, replayed up to there, that answers reads.</summary>
internal sealed class LastKnownState
{
    private readonly Lock _gate = new();
    private readonly Market _market;
    private readonly Decision _decision;

    private LastKnownState(Market market)
    {
        _market = market;
        _decision = new Decision(market, new EventWriter());
    }

    /// <summary>Time of the newest event in it.</summary>
    public DateTimeOffset AsOf => DateTimeOffset.FromUnixTimeMilliseconds(_market.Time);

    /// <summary>Reads a journal up to the last position that was acknowledged: of what may stand behind it nobody was told.</summary>
    /// <param name="empty">A state before its first event.</param>
    /// <param name="ports">The journal, and the snapshots to begin from.</param>
    /// <param name="position">The last position that was acknowledged.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="JournalCorruptException">It can't be read so far.</exception>
    public static async Task<LastKnownState> ReadAsync(Market empty, MarketPorts ports, long position, CancellationToken cancellationToken)
    {
        var replica = new Replica(empty);
        if (ports.Snapshots is { } store)
        {
            var shelf = new SnapshotShelf(store, cancellationToken.ThrowIfCancellationRequested, cancellationToken);
            await Blocking.RunAsync(() => shelf.ReadNewest(replica, static (_, _) => { })).ConfigureAwait(false);
        }

        await foreach (var batch in ports.Journal.ReadAsync(empty.Position + 1, cancellationToken).ConfigureAwait(false))
        {
            var header = BatchHeader.Read(batch.Span);
            if (header.FirstPosition + header.Count - 1 > position)
                break;
            replica.Apply(batch.Span);
        }

        return empty.Position == position
            ? new LastKnownState(empty)
            : throw new JournalCorruptException($"Position {empty.Position}: the journal ends here, before position {position}, which was acknowledged.");
    }

    /// <summary>Answers a read.</summary>
    public void Answer(Command read)
    {
        try
        {
            lock (_gate)
            {
                read.Decide(_decision);
                if (read.Refusal is null)
                    read.Capture(_decision);
            }
        }
        catch (Exception)
        {
            read.Abandon(RefusalCode.InternalError, "The market could not answer this.", _market.Position);
            throw;
        }

        read.Release(_market.Position);
    }
}
