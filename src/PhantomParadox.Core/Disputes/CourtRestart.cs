using System.Text;
using PhantomParadox.Identity;
using PhantomParadox.Memory;

namespace PhantomParadox.Disputes;

/// <summary>Asks again for what disputes waited for outside the loop when the market stopped.</summary>
internal static class CourtRestart
{
    public static void Resume(Decision decision)
    {
        var market = decision.Market;
        List<CourtWork> later = [];
        for (var slot = 0; slot < market.Disputes.Slots; slot++)
        {
            if (!market.Disputes.IsLive(slot) || market.Disputes[slot].IsSettled || WorkOf(market, slot) is not { } work)
                continue;
            // A value discloses those of lower indices, so the pools that are still to be committed to must be known before any.
            (work is CourtWork.LoadPool ? decision.Works : later).Add(work);
        }
        decision.Works.AddRange(later);
    }

    private static CourtWork? WorkOf(Market market, int slot)
    {
        ref var dispute = ref market.Disputes[slot];
        var subject = market.Disputes.HandleOf(slot);
        if (dispute.Round == 0)
            return new CourtWork.FindBeacon(subject);
        var round = market.Court.Rounds.HandleOf(dispute.Round - 1);
        ref var row = ref market.Court.Rounds[round];
        return row.Phase switch
        {
            RoundPhase.AwaitingPool => Load(market, subject, round, row, dispute),
            RoundPhase.AwaitingSeed when row.Pool.IsNone => Load(market, subject, round, row, dispute),
            RoundPhase.AwaitingSeed => new CourtWork.Reveal(subject, round, SourceOf(market, row)),
            RoundPhase.Decided when row.Verdict == 0 || dispute.AppealPending => new CourtWork.FindBeacon(subject),
            _ => null,
        };
    }

    private static CourtWork.LoadPool Load(Market market, Handle subject, Handle round, in RoundRow row, in DisputeRow dispute) =>
        new(subject, round, new DisputeId(Uuid.ToGuid(dispute.Id)), row.Number, SourceOf(market, row));

    private static BeaconReference SourceOf(Market market, in RoundRow row) =>
        new(Encoding.UTF8.GetString(market.Blobs.Read(row.SourceName)), (ulong)row.BeaconIndex);
}
