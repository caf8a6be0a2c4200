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
        if (row.Offer >= market.Options.Jury.OffersPerSeat || round.NextPosition >= round.PositionCount)
            return;
        var next = DrawCodec.PositionAt(market.Blobs.Read(round.Positions), round.NextPosition);
        decision.Emit(new DutyOffered(
            market.Court.NextDuty, market.Court.Rounds.HandleOf(row.Round), next, row.Seat, row.Offer + 1,
            decision.MarketNow + market.Options.Jury.AcceptWindow.Milliseconds()));
        decision.Send(EffectKind.JuryInvite, market.Agents[next.Slot].Session, market.Disputes.HandleOf(round.Dispute));
    }
}
