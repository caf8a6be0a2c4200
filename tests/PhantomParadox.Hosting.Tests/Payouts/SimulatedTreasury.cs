using PhantomParadox.Testing;

namespace PhantomParadox.Hosting.Tests.Payouts;

/// <summary>The treasury of a market in simulated time.</summary>
internal sealed class SimulatedTreasury(SimulatedMarket market) : ITreasury
{
    public ValueTask<Outcome<OwedAmounts>> GetOwedAsync(OwedQuery query, CancellationToken cancellationToken = default) => new(market.GetOwed(query));

    public ValueTask<Outcome<PayoutRecord>> OpenPayoutAsync(PayoutOpening opening, CancellationToken cancellationToken = default) => new(market.OpenPayout(opening));

    public ValueTask<Outcome<PayoutRecord>> RecordPayoutAsync(PayoutId payout, PayoutLook look, CancellationToken cancellationToken = default) =>
        new(market.RecordPayout(payout, look));

    public ValueTask<Outcome<PayoutRecord>> ResolvePayoutAsync(PayoutId payout, bool wasPaid, string note, CancellationToken cancellationToken = default) =>
        new(market.ResolvePayout(payout, wasPaid, note));

    public ValueTask<Outcome<PayoutRecord>> GetPayoutAsync(PayoutId payout, CancellationToken cancellationToken = default) => new(market.GetPayout(payout));

    public ValueTask<Outcome<Page<PayoutRecord>>> ListPayoutsAsync(PayoutQuery query, CancellationToken cancellationToken = default) => new(market.ListPayouts(query));

    public ValueTask<Outcome<Page<DepositOrder>>> ListDepositOrdersAsync(string? cursor, int limit, CancellationToken cancellationToken = default) =>
        new(market.ListDepositOrders(cursor, limit));

    public ValueTask<Outcome<DepositOrder>> CountDepositAsync(DepositReference reference, ArrivedDeposit deposit, CancellationToken cancellationToken = default) =>
        new(market.CountDeposit(reference, deposit));

    public ValueTask<Outcome<IReadOnlyList<TreasuryTotals>>> GetTotalsAsync(CancellationToken cancellationToken = default) =>
        new(new Outcome<IReadOnlyList<TreasuryTotals>>(market.GetTotals(), 1));
}
