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
        for (var slot = 0; slot < market.Disputes.Slots; slot++)
        {
            if (market.Disputes.IsLive(slot) && !market.Disputes[slot].IsSettled && WorkOf(market, slot) is { } work)
                decision.Works.Add(work);
        }
    }

    private static CourtWork? WorkOf(Market market, int slot)
    {
        ref var dispute = ref market.Disputes[slot];
        if (dispute.Round == 0)
            return new CourtWork.FindBeacon(market.Disputes.HandleOf(slot));
        var round = market.Court.Rounds.HandleOf(dispute.Round - 1);
        ref var row = ref market.Court.Rounds[round];
        return row.Phase switch
        {
            RoundPhase.AwaitingPool => Load(market, round, row, dispute),
            RoundPhase.AwaitingSeed when row.Pool.IsNone => Load(market, round, row, dispute),
            RoundPhase.AwaitingSeed => new CourtWork.Reveal(round, SourceOf(market, row)),
            RoundPhase.Decided when row.Verdict == 0 || dispute.AppealPending => new CourtWork.FindBeacon(market.Disputes.HandleOf(slot)),
            _ => null,
        };
    }

    private static CourtWork.LoadPool Load(Market market, Handle round, in RoundRow row, in DisputeRow dispute) =>
        new(round, new DisputeId(Uuid.ToGuid(dispute.Id)), row.Number, SourceOf(market, row));

    private static BeaconReference SourceOf(Market market, in RoundRow row) =>
        new(Encoding.UTF8.GetString(market.Blobs.Read(row.SourceName)), (ulong)row.BeaconIndex);
}
