using PhantomParadox.Identity;
using PhantomParadox.Jobs;
using PhantomParadox.Journal;
using PhantomParadox.Memory;

namespace PhantomParadox.Disputes;

/// <summary>Decides the opening of a dispute: the job stops, its payment is frozen.</summary>
internal static class DisputeOpening
{
    public const int LongestReason = 2_000;

    public static void Emit(Decision decision, Handle job, in JobRow row, Party opener, DisputeCategory category, string reason)
    {
        var market = decision.Market;
        if (row.IsLeased)
            LeaseEnding.Stop(decision, job, row, StopReasons.Disputed);
        decision.Emit(new DisputeOpened
        {
            Dispute = market.Disputes.Next,
            Id = Uuid.Create(decision.Now, decision.Random),
            Job = job,
            Opener = opener,
            Category = category,
            Reason = reason,
            JurySize = market.Options.Jury.Size,
            ConsensusRequired = market.Options.Jury.Consensus,
            RoundDue = decision.MarketNow + market.Options.Jury.SeedTimeout.Milliseconds(),
            Terms = DisputeTerms.Of(market.Options),
        });
    }
}
