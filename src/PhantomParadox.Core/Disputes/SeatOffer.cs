using PhantomParadox.Memory;

namespace PhantomParadox.Disputes;

/// <summary>Decides whom a seat is offered next: never whoever is fastest, always the next in the order of the draw.</summary>
internal static class SeatOffer
{
    public static void Pass(Decision decision, Handle duty, DutyState answer)
    {
        var market = decision.Market;
        ref var row = ref market.Court.Duties[duty];
        ref var round = ref market.Court.Rounds[row.Round];
        decision.Emit(new DutyAnswered(duty, answer));
        var (next, _) = Next(market, round, round.NextPosition);
        if (row.Offer >= market.Disputes[round.Dispute].Terms.OffersPerSeat || next.IsNone)
            return;
        decision.Emit(new DutyOffered(
            market.Court.NextDuty, market.Court.Rounds.HandleOf(row.Round), next, row.Seat, row.Offer + 1,
            decision.MarketNow + market.Options.Jury.AcceptWindow.Milliseconds()));
        decision.Send(EffectKind.JuryInvite, market.Agents[next.Slot].Session, market.Disputes.HandleOf(round.Dispute));
    }

    /// <summary>
    /// The first agent called from a position on, and the position after it. Who was in the pool may have been forgotten since: its
    /// place is passed over.
    /// </summary>
    public static (Handle Agent, int Position) Next(Market market, in RoundRow round, int position)
    {
        var positions = market.Blobs.Read(round.Positions);
        for (; position < round.PositionCount; position++)
        {
            var agent = DrawCodec.PositionAt(positions, position);
            if (market.Agents.IsLive(agent))
                return (agent, position + 1);
        }
        return (Handle.None, position);
    }
}
