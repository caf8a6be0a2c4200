using PhantomParadox.Memory;

namespace PhantomParadox.Disputes;

/// <summary>An invited agent accepts its seat, or leaves it to the next.</summary>
internal sealed class AnswerInvite(DisputeId dispute, AgentId agent, bool accepts) : DutyCommand(dispute, agent)
{
    protected override void Decide(Decision decision, int round, Handle duty)
    {
        var market = decision.Market;
        if (duty.IsNone)
            Refuse(RefusalCode.NotInvited, "The agent isn't invited to this jury.");
        else if (market.Court.Duties[duty].State >= DutyState.Accepted)
            Refuse(RefusalCode.AlreadyAccepted, "The seat is accepted already.");
        else if (market.Court.Duties[duty].State != DutyState.Offered || market.Court.Rounds[round].Phase != RoundPhase.Selecting)
            Refuse(RefusalCode.InviteExpired, "The invitation is over.");
        if (Refusal is not null)
            return;
        if (accepts)
            decision.Emit(new DutyAnswered(duty, DutyState.Accepted));
        else
            SeatOffer.Pass(decision, duty, DutyState.Declined);
    }
}
