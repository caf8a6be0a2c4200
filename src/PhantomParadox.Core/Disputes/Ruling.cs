using PhantomParadox.Memory;

namespace PhantomParadox.Disputes;

/// <summary>Decides what a jury has ruled.</summary>
internal static class Ruling
{
    /// <summary>The vote is over: counts it.</summary>
    public static void Decide(Decision decision, Handle round)
    {
        var market = decision.Market;
        ref var row = ref market.Court.Rounds[round];
        ref var dispute = ref market.Disputes[row.Dispute];
        var verdict = Verdict.Of(TallyOf(market, row), row.Consensus, row.Quorum);
        var jury = market.Options.Jury;
        var mayAppeal = verdict.Choice is not null && jury.AppealWindow > TimeSpan.Zero && dispute.Appeals < dispute.Terms.MaxAppeals;
        var appealDue = mayAppeal ? decision.MarketNow + jury.AppealWindow.Milliseconds() : verdict.Choice is null ? RoundDue(decision) : 0;
        decision.Emit(new RoundDecided(round, verdict.Choice ?? 0, verdict.IsConsensus, appealDue, Voting.RestUntil(decision)));
        if (verdict.Choice is null)
            return;
        for (var link = row.FirstDuty; link != 0; link = market.Court.Duties[link - 1].Next)
        {
            ref var duty = ref market.Court.Duties[link - 1];
            if (duty.State >= DutyState.Accepted)
                decision.Send(EffectKind.VerdictReached, market.Agents[duty.Agent].Session, market.Disputes.HandleOf(row.Dispute));
        }
        decision.Send(
            EffectKind.VerdictReached, market.Agents[market.Jobs[dispute.Job].Agent - 1].Session, market.Disputes.HandleOf(row.Dispute));
    }

    /// <summary>Too few took their seats for any vote to count.</summary>
    public static void GiveUp(Decision decision, Handle round) =>
        decision.Emit(new RoundDecided(round, 0, IsConsensus: false, RoundDue(decision), Voting.RestUntil(decision)));

    /// <summary>Until when the next round must have opened: market time.</summary>
    public static long RoundDue(Decision decision) => decision.MarketNow + decision.Market.Options.Jury.SeedTimeout.Milliseconds();

    /// <summary>No jury can rule: the timeout policy does.</summary>
    public static void TimeOut(Decision decision, Handle dispute) =>
        Settle(decision, dispute, DisputeStatus.Timeout, decision.Market.Disputes[dispute].Terms.TimeoutPolicy);

    /// <summary>What the last round that ruled has ruled, which stands till another does; 0 where none has.</summary>
    public static JuryChoice StandingOf(Market market, in DisputeRow dispute)
    {
        var ruled = LastRuled(market, dispute);
        return ruled == 0 ? 0 : market.Court.Rounds[ruled - 1].Verdict;
    }

    /// <summary>The last round that ruled: slot plus one; 0 where none has.</summary>
    public static int LastRuled(Market market, in DisputeRow dispute)
    {
        var link = dispute.Round;
        while (link != 0 && market.Court.Rounds[link - 1].Verdict == 0)
            link = market.Court.Rounds[link - 1].Previous;
        return link;
    }

    /// <summary>No jury can be seated: an appeal falls and the ruling stands, or else the timeout policy rules.</summary>
    public static void EndUnseated(Decision decision, Handle dispute)
    {
        if (StandingOf(decision.Market, decision.Market.Disputes[dispute]) is var standing and not 0)
            Settle(decision, dispute, DisputeStatus.Resolved, standing);
        else
            TimeOut(decision, dispute);
    }

    /// <summary>The ruling is final: moves money and reputation of all rounds.</summary>
    public static void Settle(Decision decision, Handle dispute, DisputeStatus status, JuryChoice verdict) =>
        new Settling(decision, dispute).Emit(status, verdict);

    public static VoteTally TallyOf(Market market, in RoundRow row)
    {
        var (brains, split, muscle) = (0, 0, 0);
        for (var link = row.FirstDuty; link != 0; link = market.Court.Duties[link - 1].Next)
        {
            ref var duty = ref market.Court.Duties[link - 1];
            if (duty.State != DutyState.Voted)
                continue;
            brains += duty.Vote == JuryChoice.BrainsWin ? 1 : 0;
            split += duty.Vote == JuryChoice.Split ? 1 : 0;
            muscle += duty.Vote == JuryChoice.MuscleWin ? 1 : 0;
        }
        return new VoteTally(brains, split, muscle);
    }
}
