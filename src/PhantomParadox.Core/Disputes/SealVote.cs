using PhantomParadox.Memory;

namespace PhantomParadox.Disputes;

/// <summary>A juror seals a vote; till the commit phase ends it may seal another in its place.</summary>
internal sealed class SealVote(DisputeId dispute, AgentId agent, ReadOnlyMemory<byte> commitment) : DutyCommand(dispute, agent)
{
    protected override void Decide(Decision decision, int round, Handle duty)
    {
        var market = decision.Market;
        if (!IsSeated(market, duty))
            return;
        if (market.Court.Duties[duty].State is DutyState.Voted or DutyState.Voided)
            Refuse(RefusalCode.AlreadyVoted, "The juror has voted already.");
        else if (market.Court.Rounds[round].Phase != RoundPhase.Voting)
            Refuse(RefusalCode.WrongPhase, "Votes can't be sealed now.");
        else
            decision.Emit(new VoteSealed { Duty = duty, Commitment = commitment.Span });
    }
}
