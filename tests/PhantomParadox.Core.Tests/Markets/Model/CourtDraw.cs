using PhantomParadox.Disputes;
using PhantomParadox.Identity;
using PhantomParadox.Memory;

namespace PhantomParadox.Core.Tests.Markets.Model;

/// <summary>A command to the court, drawn from what a market holds: mostly one that makes sense there.</summary>
internal sealed class CourtDraw(CommandDraw draw, Market market)
{
    public Command Next() => draw.Below(18) switch
    {
        < 5 => On(DutyState.Offered, (dispute, juror, _) => new AnswerInvite(dispute, juror, !draw.OneIn(5))),
        < 8 => On(DutyState.Accepted, (dispute, juror, _) => new CastVote(dispute, juror, Choice(), default, 1 + draw.Below(10))),
        < 11 => On(DutyState.Accepted, (dispute, juror, round) => new SealVote(dispute, juror, Commitment(dispute, juror, round))),
        < 13 => On(DutyState.Sealed, (dispute, juror, _) => new CastVote(dispute, juror, Sealed(juror), Salt(juror), 5)),
        13 when draw.OneIn(2) => On(DutyState.Sealed, (dispute, juror, _) => new ReportLeak(dispute, juror, Salt(juror))),
        < 16 => Appeal(),
        _ => Submit(),
    };

    private Command Submit()
    {
        var slot = Dispute(slot => !market.Disputes[slot].IsSettled);
        if (slot < 0)
            return new SubmitEvidence(default, Evidence("nobody"));
        return new SubmitEvidence(
            new DisputeId(Uuid.ToGuid(market.Disputes[slot].Id)), Evidence(Text(market.Jobs[market.Disputes[slot].Job].Buyer)));
    }

    private static EvidenceSubmission Evidence(string submitter) =>
        new() { Submitter = submitter, Kind = EvidenceKind.Log, Title = "log", DataHash = "00ff" };

    private Command Appeal()
    {
        var slot = Dispute(slot => market.Disputes[slot].AppealDue != 0);
        if (slot < 0)
            return new AppealDispute(default, "nobody");
        ref var job = ref market.Jobs[market.Disputes[slot].Job];
        var wallet = draw.OneIn(2) ? job.Buyer : market.Agents[job.Agent - 1].Wallet;
        return new AppealDispute(new DisputeId(Uuid.ToGuid(market.Disputes[slot].Id)), Text(draw.OneIn(8) ? 0 : wallet));
    }

    // One that is as wanted, else any that is in memory; -1 where there is none.
    private int Dispute(Predicate<int> isWanted)
    {
        var total = market.Disputes.Slots;
        var first = total == 0 ? 0 : draw.Below(total);
        var any = -1;
        for (var tries = 0; tries < total; tries++)
        {
            var slot = (first + tries) % total;
            if (!market.Disputes.IsLive(slot))
                continue;
            if (isWanted(slot))
                return slot;
            any = slot;
        }
        return any;
    }

    // On a duty in that state in a round that is still going on, if there is any.
    private Command On(DutyState state, Func<DisputeId, AgentId, int, Command> make)
    {
        var duties = market.Court.Duties;
        if (duties.Slots == 0 || draw.OneIn(30))
            return make(default, default, 0);
        var slot = draw.Below(duties.Slots);
        for (var tries = draw.OneIn(10) ? duties.Slots : 0; tries < duties.Slots && !IsWanted(duties[slot], state); tries++)
            slot = (slot + 1) % duties.Slots;
        if (!duties.IsLive(slot))
            return make(default, default, 0);
        ref var round = ref market.Court.Rounds[duties[slot].Round];
        return make(
            new DisputeId(Uuid.ToGuid(market.Disputes[round.Dispute].Id)), new AgentId(Uuid.ToGuid(market.Agents[duties[slot].Agent].Id)),
            round.Number);
    }

    private bool IsWanted(in DutyRow duty, DutyState state) =>
        duty.State == state && market.Court.Rounds[duty.Round].Phase != RoundPhase.Decided;

    private JuryChoice Choice() => draw.OneIn(2) ? JuryChoice.BrainsWin : (JuryChoice)(1 + draw.Below(3));

    private JuryChoice Sealed(AgentId juror) => draw.OneIn(4) ? Choice() : ChoiceOf(juror);

    private static JuryChoice ChoiceOf(AgentId juror) => (JuryChoice)(1 + (juror.Value.ToByteArray()[^1] % 3));

    private static byte[] Salt(AgentId juror) => [.. juror.Value.ToByteArray(), .. juror.Value.ToByteArray()];

    private byte[] Commitment(DisputeId dispute, AgentId juror, int round) =>
        VoteCommitment.Compute(dispute.ToString(), (uint)round, juror.ToString(), ChoiceOf(juror), Salt(juror)).Bytes.ToArray();

    private string Text(int wallet) => System.Text.Encoding.ASCII.GetString(market.Wallets.Read(wallet));
}
