using PhantomParadox.Hosting;
using PhantomParadox.Protocol.Rest;

namespace PhantomParadox.AspNetCore;

/// <summary>Shows payouts as the wire does: never their signed bytes.</summary>
internal static class PayoutViews
{
    private const int MostHeld = 100;

    public static WirePayoutRecord Payout(PayoutRecord payout) => new()
    {
        Id = payout.Id.Value,
        Status = Words.PayoutStatus[payout.Status],
        Currency = Words.Currency[payout.Currency],
        Amount = payout.Lines.Aggregate(0UL, (sum, line) => checked(sum + line.Amount)),
        Lines = payout.Lines.Map(line => new WirePayoutLine(line.Wallet, line.Amount)),
        Signature = payout.Signed.Reference,
        Network = payout.Signed.Network,
        LastValidBlockHeight = payout.Signed.ExpiresAt,
        Fee = payout.Signed.Fee,
        OpenedAt = payout.OpenedAt.ToUnixTimeMilliseconds(),
        EndedAt = payout.EndedAt?.ToUnixTimeMilliseconds(),
        Slot = payout.Position == 0 ? null : payout.Position,
        Detail = payout.Detail,
    };

    public static OwedListReply Owed(OwedAmounts owed, Currency currency) => new()
    {
        Currency = Words.Currency[currency],
        Owed = [.. owed.Lines.Zip(owed.Since, (line, since) => new WireOwed(line.Wallet, line.Amount, since.ToUnixTimeMilliseconds()))],
        Count = owed.Lines.Count,
        NextCursor = owed.NextCursor,
        Total = ulong.CreateSaturating(owed.Total),
        LeftToday = owed.LeftToday == ulong.MaxValue ? null : owed.LeftToday,
    };

    public static WireSettlementStatus Status(SettlementStatus status) => new()
    {
        Paused = status.IsPaused,
        Failing = status.IsFailing,
        LastError = status.LastError,
        LastErrorAt = status.LastErrorAt?.ToUnixTimeMilliseconds(),
        Open = status.Open,
        OldestOpen = status.OldestOpen?.ToUnixTimeMilliseconds(),
        InReview = status.InReview,
        Held = [.. status.Held.Take(MostHeld).Select(held =>
            new WireHeldPayout(held.Wallet, Words.Currency[held.Currency], held.Amount, held.Reason, held.Until.ToUnixTimeMilliseconds()))],
    };
}
