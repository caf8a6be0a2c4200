using PhantomParadox.Identity;
using PhantomParadox.Memory;

namespace PhantomParadox.Disputes;

/// <summary>Decides the opening of a round.</summary>
internal static class RoundOpening
{
    public static void Emit(Decision decision, Handle dispute, RoundKind kind, int seats, int consensus)
    {
        var market = decision.Market;
        ref var row = ref market.Disputes[dispute];
        // An appeal's jury is larger than the one it reviews, or there is none; a first one may be small.
        var isShort = Ruling.StandingOf(market, row) == 0
            ? market.Pool.Count < JurySize.Smallest
            : FreshJurors.CountFor(market, row) < seats;
        if (isShort)
        {
            Ruling.EndUnseated(decision, dispute);
            return;
        }
        if (!decision.TryTakeBeacon(out var source))
        {
            decision.Works.Add(new CourtWork.FindBeacon(dispute));
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
        decision.Works.Add(pool is null
            ? new CourtWork.HashPool(
                dispute, round, new DisputeId(Uuid.ToGuid(market.Disputes[dispute].Id)), market.Disputes[dispute].Rounds, source, frozen)
            : new CourtWork.Reveal(dispute, round, source));
    }
}
