using PhantomParadox.Identity;
using PhantomParadox.Payments;
using PhantomParadox.Queries;

namespace PhantomParadox.Testing;

/// <content>What can be asked of its treasury: as <see cref="ITreasury"/> says, and answered at once.</content>
public sealed partial class SimulatedMarket
{
    /// <summary>As <see cref="ITreasury.GetOwedAsync"/>.</summary>
    public Outcome<OwedAmounts> GetOwed(OwedQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        return PayoutValidation.Check(query, out var after) is { } refusal ? Refuse<OwedAmounts>(refusal) : Ask(new ReadOwed(query, after));
    }

    /// <summary>As <see cref="ITreasury.OpenPayoutAsync"/>.</summary>
    public Outcome<PayoutRecord> OpenPayout(PayoutOpening opening)
    {
        ArgumentNullException.ThrowIfNull(opening);
        return PayoutValidation.Check(opening) is { } refusal ? Refuse<PayoutRecord>(refusal) : Ask(new OpenPayout(opening));
    }

    /// <summary>As <see cref="ITreasury.RecordPayoutAsync"/>.</summary>
    public Outcome<PayoutRecord> RecordPayout(PayoutId payout, PayoutLook look) =>
        PayoutValidation.Check(look) is { } refusal ? Refuse<PayoutRecord>(refusal) : Ask(new RecordPayout(payout, look));

    /// <summary>As <see cref="ITreasury.ResolvePayoutAsync"/>.</summary>
    public Outcome<PayoutRecord> ResolvePayout(PayoutId payout, bool wasPaid, string note) =>
        PayoutValidation.CheckNote(note) is { } refusal ? Refuse<PayoutRecord>(refusal) : Ask(new ResolvePayout(payout, wasPaid, note));

    /// <summary>As <see cref="ITreasury.GetPayoutAsync"/>.</summary>
    public Outcome<PayoutRecord> GetPayout(PayoutId payout)
    {
        var id = Uuid.FromGuid(payout.Value);
        return Ask(new Query<PayoutRecord>(
            market => market.Payouts.TryFind(id, out var found) ? PayoutRecords.Of(market, found.Slot) : null,
            RefusalCode.PayoutNotFound,
            "There is no such payout."));
    }

    /// <summary>As <see cref="ITreasury.ListPayoutsAsync"/>.</summary>
    public Outcome<Page<PayoutRecord>> ListPayouts(PayoutQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        if (Paging.Check(query.Limit, query.Cursor, out var before) is { } refusal)
            return Refuse<Page<PayoutRecord>>(refusal);
        return Ask(new Query<Page<PayoutRecord>>(
            market =>
            {
                var page = PayoutLister.List(market, query, before);
                return new Page<PayoutRecord>(page.Items, Paging.CursorOf(page.Next));
            },
            RefusalCode.InternalError,
            ""));
    }

    /// <summary>As <see cref="ITreasury.ListDepositOrdersAsync"/>.</summary>
    public Outcome<Page<DepositOrder>> ListDepositOrders(string? cursor = null, int limit = 100) =>
        Paging.Check(limit, cursor, out var after) is { } refusal
            ? Refuse<Page<DepositOrder>>(refusal)
            : Ask(new Query<Page<DepositOrder>>(market => DepositOrders.List(market, after, limit), RefusalCode.InternalError, ""));

    /// <summary>As <see cref="ITreasury.CountDepositAsync"/>.</summary>
    public Outcome<DepositOrder> CountDeposit(DepositReference reference, ArrivedDeposit deposit)
    {
        ArgumentNullException.ThrowIfNull(deposit);
        return DepositValidation.Check(reference, deposit) is { } refusal
            ? Refuse<DepositOrder>(refusal)
            : Ask(new CountDeposit(reference, deposit));
    }

    /// <summary>As <see cref="ITreasury.GetTotalsAsync"/>.</summary>
    public IReadOnlyList<TreasuryTotals> GetTotals() =>
        Ask(new Query<IReadOnlyList<TreasuryTotals>>(TotalsReader.Read, RefusalCode.InternalError, "")).Value;
}
