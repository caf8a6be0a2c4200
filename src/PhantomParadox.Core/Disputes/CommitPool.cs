using PhantomParadox.Memory;

namespace PhantomParadox.Disputes;

/// <summary>A large pool has been hashed and archived: publishes its root. Or one whose root is published was read again.</summary>
internal sealed class CommitPool(Handle dispute, Handle round, BeaconReference source, RoundPool pool) : InternalCommand
{
    private bool _isTaken;

    public override void Decide(Decision decision)
    {
        _isTaken = Takes(decision);
        decision.Works.Add(_isTaken ? new CourtWork.Reveal(dispute, round, source) : new CourtWork.GiveUp(dispute, source));
    }

    public override void Capture(Decision decision)
    {
        if (_isTaken)
            decision.Market.LargePools.Keep(round.Slot, pool);
    }

    private bool Takes(Decision decision)
    {
        var market = decision.Market;
        if (!market.Court.Rounds.IsLive(round))
            return false;
        ref var row = ref market.Court.Rounds[round];
        if (market.Disputes[row.Dispute].IsSettled)
            return false;
        if (row.Phase != RoundPhase.AwaitingPool || pool.Candidates.Length != row.PoolCount)
            return row.Phase == RoundPhase.AwaitingSeed && market.Blobs.Read(row.PoolRoot).SequenceEqual(pool.Commitment.Root.Bytes);
        decision.Emit(new PoolCommitted
        {
            Round = round,
            PoolRoot = pool.Commitment.Root.Bytes,
            PoolTotal = (long)pool.Commitment.Top.Sum,
        });
        return true;
    }
}
