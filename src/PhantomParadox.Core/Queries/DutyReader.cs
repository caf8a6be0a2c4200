using PhantomParadox.Agents;
using PhantomParadox.Disputes;
using PhantomParadox.Identity;

namespace PhantomParadox.Queries;

/// <summary>Copies out what juries ask of an agent.</summary>
internal static class DutyReader
{
    public static JuryDuties Read(Market market, UInt128 agent)
    {
        List<JuryDuty> invites = [];
        List<JuryDuty> duties = [];
        if (!market.Agents.TryFind(agent, out var found))
            return new JuryDuties(invites, duties);
        for (var link = market.Agents[found].FirstDuty; link != 0; link = market.Court.Duties[link - 1].NextOfAgent)
        {
            ref var duty = ref market.Court.Duties[link - 1];
            ref var round = ref market.Court.Rounds[duty.Round];
            if (duty.State == DutyState.Offered)
                invites.Add(Of(market, round, duty.Due));
            else if (round.Phase == RoundPhase.Voting || (round.Phase == RoundPhase.Revealing && (duty.State == DutyState.Sealed || round.Sealed == 0)))
                duties.Add(Of(market, round, round.VotingEnds));
        }
        return new JuryDuties(invites, duties);
    }

    private static JuryDuty Of(Market market, in RoundRow round, long deadline)
    {
        ref var dispute = ref market.Disputes[round.Dispute];
        return new JuryDuty(
            new DisputeId(Uuid.ToGuid(dispute.Id)), new JobId(Uuid.ToGuid(market.Jobs[dispute.Job].Id)), dispute.Category,
            DateTimeOffset.FromUnixTimeMilliseconds(market.FromMarketTime(deadline)));
    }
}
