using PhantomParadox.Memory;

namespace PhantomParadox.Disputes;

/// <summary>A large pool has been hashed and archived: publishes its root.</summary>
internal sealed class CommitPool(Handle round, BeaconReference source, RoundPool pool) : InternalCommand
{
    public override void Decide(Decision decision)
    {
        var market = decision.Market;
        if (!market.Court.Rounds.IsLive(round) || market.Court.Rounds[round].Phase != RoundPhase.AwaitingPool)
            return;
        decision.Emit(new PoolCommitted
        {
            Round = round,
            PoolRoot = pool.Commitment.Root.Bytes,
            PoolTotal = (long)pool.Commitment.Top.Sum,
        });
        decision.Works.Add(new CourtWork.Reveal(round, source));
    }

    public override void Capture(Decision decision)
    {
        if (decision.EventCount > 0)
            decision.Market.LargePools.Keep(round.Slot, pool);
    }
}
