namespace PhantomParadox.Hosting.Tests.Payouts;

/// <summary>The treasury behind the gate. Reads aren't points of the gate: a crash there is one before the next call.</summary>
internal sealed class GatedTreasury(ITreasury inner, CallGate gate) : ITreasury
{
    public ValueTask<Outcome<OwedAmounts>> GetOwedAsync(OwedQuery query, CancellationToken cancellationToken = default) =>
        gate.PassAsync("owed", () => inner.GetOwedAsync(query, CancellationToken.None), cancellationToken, counts: false);

    public ValueTask<Outcome<PayoutRecord>> OpenPayoutAsync(PayoutOpening opening, CancellationToken cancellationToken = default) =>
        CommandAsync("open", () => inner.OpenPayoutAsync(opening, CancellationToken.None), cancellationToken);

    public ValueTask<Outcome<PayoutRecord>> RecordPayoutAsync(PayoutId payout, PayoutLook look, CancellationToken cancellationToken = default) =>
        CommandAsync("record", () => inner.RecordPayoutAsync(payout, look, CancellationToken.None), cancellationToken);

    public ValueTask<Outcome<PayoutRecord>> GetPayoutAsync(PayoutId payout, CancellationToken cancellationToken = default) =>
        gate.PassAsync("get", () => inner.GetPayoutAsync(payout, CancellationToken.None), cancellationToken, counts: false);

    public ValueTask<Outcome<Page<PayoutRecord>>> ListPayoutsAsync(PayoutQuery query, CancellationToken cancellationToken = default) =>
        gate.PassAsync("list", () => inner.ListPayoutsAsync(query, CancellationToken.None), cancellationToken, counts: false);

    public ValueTask<Outcome<PayoutRecord>> ResolvePayoutAsync(PayoutId payout, bool wasPaid, string note, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public ValueTask<Outcome<Page<DepositOrder>>> ListDepositOrdersAsync(string? cursor, int limit, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public ValueTask<Outcome<DepositOrder>> CountDepositAsync(DepositReference reference, ArrivedDeposit deposit, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public ValueTask<Outcome<IReadOnlyList<TreasuryTotals>>> GetTotalsAsync(CancellationToken cancellationToken = default) =>
        gate.PassAsync("totals", () => inner.GetTotalsAsync(CancellationToken.None), cancellationToken, counts: false);

    // What a market says whose journal failed meanwhile.
    private async ValueTask<Outcome<PayoutRecord>> CommandAsync(string call, Func<ValueTask<Outcome<PayoutRecord>>> make, CancellationToken stop)
    {
        try
        {
            return await gate.PassAsync(call, make, stop);
        }
        catch (IOException)
        {
            return new(new Refusal(RefusalCode.OutcomeUnknown, "The test lost this answer."), 1);
        }
    }
}
