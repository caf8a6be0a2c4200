using PhantomParadox.Identity;
using PhantomParadox.Memory;

namespace PhantomParadox.Payments;

/// <summary>A word on a payout that was opened, answered with how it then stands.</summary>
internal abstract class PayoutCommand(PayoutId payout) : AnsweredCommand<PayoutRecord>
{
    private Handle _payout;

    public sealed override Admission Admission => Admission.Always;

    public sealed override void Decide(Decision decision)
    {
        if (decision.Market.Payouts.TryFind(Uuid.FromGuid(payout.Value), out _payout))
            Decide(decision, _payout, decision.Market.Payouts[_payout]);
        else
            Refuse(RefusalCode.PayoutNotFound, "There is no such payout.");
    }

    public sealed override void Capture(Decision decision) => Answer = PayoutRecords.Of(decision.Market, _payout.Slot);

    protected abstract void Decide(Decision decision, Handle handle, in PayoutRow row);

    /// <summary>Ends a payout that took effect: what it held goes outside, of each wallet what it has earned first.</summary>
    protected static void Pay(Decision decision, Handle handle, in PayoutRow row, ulong position, string? detail)
    {
        var market = decision.Market;
        decision.Emit(new PayoutEnded
        {
            Payout = handle, Status = PayoutStatus.Paid, Position = position, Fee = row.Fee, Detail = detail,
        });
        foreach (var (wallet, amount) in new PayoutLines(market.Blobs.Read(row.Lines)))
        {
            var earned = (ulong)Int128.Min(amount, market.Ledger.BalanceOf(wallet, AccountKind.Earned, row.Currency));
            Move(decision, AccountKind.Earned, wallet, row.Currency, earned);
            Move(decision, AccountKind.Available, wallet, row.Currency, amount - earned);
        }
    }

    /// <summary>Ends a payout that never took effect and never will.</summary>
    /// <param name="decision">The decision.</param>
    /// <param name="handle">The payout.</param>
    /// <param name="position">The block in which it failed; 0 for none.</param>
    /// <param name="fee">What the rail took all the same.</param>
    /// <param name="detail">Why.</param>
    protected static void Release(Decision decision, Handle handle, ulong position, ulong fee, string? detail) =>
        decision.Emit(new PayoutEnded { Payout = handle, Status = PayoutStatus.Released, Position = position, Fee = fee, Detail = detail });

    private static void Move(Decision decision, AccountKind from, Handle wallet, Currency currency, ulong amount)
    {
        if (amount > 0)
            decision.Emit(new MoneyMoved(Handle.None, from, wallet, AccountKind.External, wallet, currency, amount));
    }
}
