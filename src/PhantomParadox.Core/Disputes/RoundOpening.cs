using PhantomParadox.Memory;

namespace PhantomParadox.Disputes;

/// <summary>Decides the opening of a round.</summary>
internal static class RoundOpening
{
    public static void Emit(Decision decision, Handle dispute, RoundKind kind, int seats, int consensus)
    {
        var market = decision.Market;
        if (market.Pool.Count < JurySize.Smallest || !decision.TryTakeBeacon(out var source))
        {
            Ruling.TimeOut(decision, dispute);
            return;
        }
        var frozen = market.Pool.Freeze();
        var pool = frozen.Count <= RoundPool.MostInJournal ? new RoundPool(frozen.Sort()) : null;
        var round = market.Court.NextRound;
        decision.Emit(new RoundOpened
        {
            Round = round,
            Dispute = dispute,
            Number = market.Disputes[dispute].Rounds,
            Kind = kind,
            Seats = seats,
            Consensus = consensus,
            SourceName = source.Name,
            BeaconIndex = (long)source.Index,
            SeedDue = decision.MarketNow + market.Options.Jury.SeedTimeout.Milliseconds(),
            PoolRoot = pool is null ? default : pool.Commitment.Root.Bytes,
            PoolCount = frozen.Count,
            PoolTotal = pool is null ? 0 : (long)pool.Commitment.Top.Sum,
            Pool = pool,
        });
        decision.Works.Add(new CourtWork(round, source, pool is null ? frozen : null));
    }
}
