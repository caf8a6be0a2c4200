using PhantomParadox.Memory;

namespace PhantomParadox.Disputes;

/// <summary>Takes disputes that are in the archive out of memory: rounds, offered seats, evidence.</summary>
internal static class DisputeRemoval
{
    /// <summary>Rows that a dispute takes.</summary>
    public static int SizeOf(Market market, int slot)
    {
        ref var dispute = ref market.Disputes[slot];
        var size = 1 + dispute.BuyerEvidence + dispute.AgentEvidence;
        for (var link = dispute.Round; link != 0; link = market.Court.Rounds[link - 1].Previous)
        {
            size++;
            for (var duty = market.Court.Rounds[link - 1].FirstDuty; duty != 0; duty = market.Court.Duties[duty - 1].Next)
                size++;
        }
        return size;
    }

    public static void Remove(Market market, int slot)
    {
        for (var link = market.Disputes[slot].Round; link != 0;)
        {
            var round = market.Court.Rounds.HandleOf(link - 1);
            link = market.Court.Rounds[round].Previous;
            RemoveRound(market, round);
        }
        market.Disputes.Remove(market.Disputes.HandleOf(slot));
    }

    private static void RemoveRound(Market market, Handle round)
    {
        var blobs = market.Blobs;
        ref var row = ref market.Court.Rounds[round];
        for (var link = row.FirstDuty; link != 0;)
        {
            var duty = market.Court.Duties.HandleOf(link - 1);
            ref var seat = ref market.Court.Duties[duty];
            link = seat.Next;
            blobs.Free(seat.Commitment);
            blobs.Free(seat.Salt);
            market.Court.Duties.Free(duty);
        }
        blobs.Free(row.SourceName);
        blobs.Free(row.Pool);
        blobs.Free(row.PoolRoot);
        blobs.Free(row.SeedValue);
        blobs.Free(row.Hits);
        blobs.Free(row.Positions);
        blobs.Free(row.Parties);
        blobs.Free(row.RelatedJobs);
        market.Court.Rounds.Free(round);
    }
}
