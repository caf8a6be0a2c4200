using System.Text;
using PhantomParadox.Identity;
using PhantomParadox.Memory;

namespace PhantomParadox.Disputes;

/// <summary>A dispute that waits for a draw's seed, or for a reference to one.</summary>
/// <param name="Subject">The dispute.</param>
/// <param name="Seed">What it waits for.</param>
/// <param name="IsOverdue">Whether it has waited for longer than the options bear.</param>
internal sealed record SeedWait(Handle Subject, OverdueSeed Seed, bool IsOverdue)
{
    /// <summary>Looks whether a dispute waits; null where it doesn't.</summary>
    public static SeedWait? Of(Decision decision, Handle subject)
    {
        var market = decision.Market;
        if (!market.Disputes.IsLive(subject.Slot) || market.Disputes.HandleOf(subject.Slot) != subject)
            return null;
        ref var dispute = ref market.Disputes[subject];
        if (dispute.IsSettled || !market.Work.TryGetDisputeTimer(subject.Slot, out var due) || RoundOf(market, dispute) is not { } round)
            return null;
        var jury = market.Options.Jury;
        // The timer that ends the wait was armed when it began.
        var waited = Math.Max(0, jury.SeedTimeout.Milliseconds() - (due - decision.MarketNow));
        var seed = new OverdueSeed(
            new DisputeId(Uuid.ToGuid(dispute.Id)), round.Number, round.Source, DateTimeOffset.FromUnixTimeMilliseconds(decision.Now - waited));
        return new SeedWait(subject, seed, waited >= jury.SeedAlarm.Milliseconds());
    }

    private static (int Number, string Source)? RoundOf(Market market, in DisputeRow dispute)
    {
        if (dispute.Round == 0)
            return (0, "");
        ref var row = ref market.Court.Rounds[dispute.Round - 1];
        return row.Phase switch
        {
            RoundPhase.AwaitingPool or RoundPhase.AwaitingSeed => (row.Number, Encoding.UTF8.GetString(market.Blobs.Read(row.SourceName))),
            RoundPhase.Decided when row.Verdict == 0 || dispute.AppealPending => (dispute.Rounds, ""),
            _ => null,
        };
    }
}
