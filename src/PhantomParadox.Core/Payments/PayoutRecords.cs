using System.Text;
using PhantomParadox.Identity;
using PhantomParadox.Memory;

namespace PhantomParadox.Payments;

/// <summary>Copies payouts out of the state.</summary>
internal static class PayoutRecords
{
    public static PayoutRecord Of(Market market, int slot)
    {
        ref var row = ref market.Payouts[slot];
        return new PayoutRecord
        {
            Id = new PayoutId(Uuid.ToGuid(row.Id)),
            Status = row.Status,
            Currency = row.Currency,
            Lines = LinesOf(market, row),
            Signed = new SignedPayout(
                Text(market, row.Reference), market.Blobs.Read(row.Signed).ToArray(), row.ExpiresAt, row.Fee, Text(market, row.Network)),
            OpenedAt = DateTimeOffset.FromUnixTimeMilliseconds(row.OpenedAt),
            EndedAt = row.EndedAt == 0 ? null : DateTimeOffset.FromUnixTimeMilliseconds(row.EndedAt),
            Position = row.Position,
            Detail = row.Detail.IsNone ? null : Text(market, row.Detail),
        };
    }

    private static List<PayoutLine> LinesOf(Market market, in PayoutRow row)
    {
        List<PayoutLine> lines = [];
        foreach (var (wallet, amount) in new PayoutLines(market.Blobs.Read(row.Lines)))
            lines.Add(new PayoutLine(Encoding.ASCII.GetString(market.Wallets.Read(wallet.Slot)), amount));
        return lines;
    }

    private static string Text(Market market, BlobRef blob) => Encoding.UTF8.GetString(market.Blobs.Read(blob));
}
