using PhantomParadox.Identity;
using PhantomParadox.Memory;

namespace PhantomParadox.Disputes;

/// <summary>Somebody knows a juror's salt before the reveal: the sealed vote is void, whoever says so.</summary>
internal sealed class ReportLeak(DisputeId dispute, AgentId juror, ReadOnlyMemory<byte> salt) : DutyCommand(dispute, juror)
{
    private readonly DisputeId _id = dispute;
    private readonly AgentId _juror = juror;

    protected override void Decide(Decision decision, int round, Handle duty)
    {
        var market = decision.Market;
        if (!IsSeated(market, duty))
            return;
        ref var row = ref market.Court.Rounds[round];
        ref var seat = ref market.Court.Duties[duty];
        if (row.Phase != RoundPhase.Voting || seat.State != DutyState.Sealed)
            Refuse(RefusalCode.WrongPhase, "The juror has no sealed vote that is still to be revealed.");
        else if (!Opens(market, row, seat))
            Refuse(RefusalCode.CommitmentMismatch, "The salt isn't that of the sealed vote.");
        else
            decision.Emit(new VoteVoided { Duty = duty, Salt = salt.Span, RestUntil = Voting.RestUntil(decision) });
    }

    private bool Opens(Market market, in RoundRow row, in DutyRow seat)
    {
        var commitment = new Digest(market.Blobs.Read(seat.Commitment));
        for (var choice = JuryChoice.BrainsWin; choice <= JuryChoice.Split; choice++)
        {
            if (VoteCommitment.Verify(commitment, _id.ToString(), (uint)row.Number, _juror.ToString(), choice, salt.Span))
                return true;
        }
        return false;
    }
}
