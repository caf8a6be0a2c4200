using System.Text;
using PhantomParadox.Identity;
using PhantomParadox.Memory;

namespace PhantomParadox.Disputes;

/// <summary>The value that a round waits for has come: draws the jury.</summary>
internal sealed class RevealSeed(Handle round, Digest value) : InternalCommand
{
    public override void Decide(Decision decision)
    {
        var market = decision.Market;
        if (!market.Court.Rounds.IsLive(round))
            return;
        ref var row = ref market.Court.Rounds[round];
        if (row.Phase != RoundPhase.AwaitingSeed || market.Disputes[row.Dispute].IsSettled || PoolOf(market, row) is not { } pool)
            return;
        var dispute = market.Disputes.HandleOf(row.Dispute);
        var seed = RoundSeed.Of(market, row, value.Bytes);
        var facts = new DrawFacts(market, row, pool);
        var drawing = JuryDraw.Run(pool.Urn, seed, row.Wanted, facts);
        var size = drawing.Positions.Length < row.Wanted && Ruling.StandingOf(market, market.Disputes[dispute]) != 0
            ? default
            : JurySize.Choose(row.Wanted, row.WantedConsensus, drawing.Positions.Length);
        decision.Emit(new JuryDrawn
        {
            Round = round,
            SeedValue = value.Bytes,
            Seats = size.Seats,
            Consensus = size.Consensus,
            Quorum = size.Quorum,
            Hits = DrawCodec.Encode(drawing.Hits),
            Positions = DrawCodec.Encode(drawing.Positions, pool.Candidates),
            PositionCount = drawing.Positions.Length,
            AcceptDue = decision.MarketNow + market.Options.Jury.AcceptWindow.Milliseconds(),
            Parties = market.Blobs.Read(row.Parties),
            RelatedJobs = DrawCodec.EncodeRelatedJobs(drawing.Hits, facts),
        });
        if (size.Seats == 0)
        {
            Ruling.EndUnseated(decision, dispute);
            return;
        }
        for (var seat = 0; seat < size.Seats; seat++)
        {
            var agent = pool.Candidates[drawing.Positions[seat]].Agent;
            if (market.Agents.IsLive(agent))
                decision.Send(EffectKind.JuryInvite, market.Agents[agent.Slot].Session, dispute);
        }
    }

    private static RoundPool? PoolOf(Market market, in RoundRow row)
    {
        if (!row.Pool.IsNone)
            return RoundPool.Read(market.Blobs.Read(row.Pool));
        return market.LargePools.TryGet(market.Disputes[row.Dispute].Round - 1, out var pool) ? pool : null;
    }
}
