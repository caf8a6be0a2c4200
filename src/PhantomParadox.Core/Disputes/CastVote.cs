using PhantomParadox.Memory;

namespace PhantomParadox.Disputes;

/// <summary>A juror votes openly, or reveals the vote that it has sealed.</summary>
internal sealed class CastVote(DisputeId dispute, AgentId agent, JuryChoice choice, ReadOnlyMemory<byte> salt, int confidence)
    : DutyCommand(dispute, agent)
{
    private readonly DisputeId _id = dispute;
    private readonly AgentId _juror = agent;

    protected override void Decide(Decision decision, int round, Handle duty)
    {
        var market = decision.Market;
        if (!IsSeated(market, duty))
            return;
        ref var row = ref market.Court.Rounds[round];
        ref var seat = ref market.Court.Duties[duty];
        if (seat.State is DutyState.Voted or DutyState.Voided)
            Refuse(RefusalCode.AlreadyVoted, "The juror has voted already.");
        else if (seat.State == DutyState.Sealed && !salt.IsEmpty)
            Reveal(decision, row, duty, seat);
        else if (row.Phase == RoundPhase.Voting || (row.Phase == RoundPhase.Revealing && row.Sealed == 0))
            decision.Emit(new VoteCast(duty, choice, confidence, Voting.RestUntil(decision)));
        else
            Refuse(RefusalCode.WrongPhase, "Open votes aren't taken now.");
    }

    private void Reveal(Decision decision, in RoundRow row, Handle duty, in DutyRow seat)
    {
        if (row.Phase != RoundPhase.Revealing)
        {
            Refuse(RefusalCode.WrongPhase, "Sealed votes can't be revealed yet.");
            return;
        }
        var commitment = new Digest(decision.Market.Blobs.Read(seat.Commitment));
        if (!VoteCommitment.Verify(commitment, _id.ToString(), (uint)row.Number, _juror.ToString(), choice, salt.Span))
        {
            Refuse(RefusalCode.CommitmentMismatch, "The vote isn't the one that was sealed.");
            return;
        }
        decision.Emit(new VoteRevealed
        {
            Duty = duty,
            Choice = choice,
            Confidence = confidence,
            Salt = salt.Span,
            RestUntil = Voting.RestUntil(decision),
        });
    }
}
