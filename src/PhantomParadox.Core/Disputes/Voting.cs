using PhantomParadox.Memory;

namespace PhantomParadox.Disputes;

/// <summary>Decides the phases of a vote.</summary>
internal static class Voting
{
    public static void Open(Decision decision, Handle round, in RoundRow row)
    {
        var market = decision.Market;
        var jury = market.Options.Jury;
        var commitEnds = decision.MarketNow + jury.CommitWindow.Milliseconds();
        decision.Emit(new VotingOpened(round, commitEnds, commitEnds + jury.RevealWindow.Milliseconds()));
        Tell(decision, row, EffectKind.JuryCase, DutyState.Accepted);
    }

    public static void OpenReveal(Decision decision, Handle round, in RoundRow row)
    {
        // Where all are in early, the time to reveal begins at once.
        var ends = Math.Min(row.VotingEnds, decision.MarketNow + decision.Market.Options.Jury.RevealWindow.Milliseconds());
        decision.Emit(new RevealOpened(round, row.Sealed > 0 ? ends : row.VotingEnds));
        Tell(decision, row, EffectKind.JuryReveal, DutyState.Sealed);
    }

    /// <summary>Sends a message to the jurors in one state.</summary>
    public static void Tell(Decision decision, in RoundRow row, EffectKind kind, DutyState state)
    {
        var market = decision.Market;
        for (var link = row.FirstDuty; link != 0; link = market.Court.Duties[link - 1].Next)
        {
            ref var duty = ref market.Court.Duties[link - 1];
            if (duty.State == state)
                decision.Send(kind, market.Agents[duty.Agent].Session, market.Disputes.HandleOf(row.Dispute));
        }
    }

    /// <summary>Until when a juror whose duty ends now rests: market time; 0 where it needn't.</summary>
    public static long RestUntil(Decision decision)
    {
        var cooldown = decision.Market.Options.Jury.Cooldown.Milliseconds();
        return cooldown == 0 ? 0 : decision.MarketNow + cooldown;
    }
}
