using PhantomParadox.Identity;
using PhantomParadox.Payments;
using PhantomParadox.Queries;

namespace PhantomParadox;

/// <content>The treasury.</content>
public sealed partial class LocalMarket
{
    /// <inheritdoc/>
    public ValueTask<Outcome<OwedAmounts>> GetOwedAsync(OwedQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        return PayoutValidation.Check(query, out var after) is { } refusal
            ? RefuseAsync<OwedAmounts>(refusal)
            : AskAsync(new ReadOwed(query, after), cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<Outcome<PayoutRecord>> OpenPayoutAsync(PayoutOpening opening, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(opening);
        return PayoutValidation.Check(opening) is { } refusal
            ? RefuseAsync<PayoutRecord>(refusal)
            : AskAsync(new OpenPayout(opening), cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<Outcome<PayoutRecord>> RecordPayoutAsync(PayoutId payout, PayoutLook look, CancellationToken cancellationToken = default) =>
        PayoutValidation.Check(look) is { } refusal
            ? RefuseAsync<PayoutRecord>(refusal)
            : AskAsync(new RecordPayout(payout, look), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<Outcome<PayoutRecord>> ResolvePayoutAsync(
        PayoutId payout, bool wasPaid, string note, CancellationToken cancellationToken = default) =>
        PayoutValidation.CheckNote(note) is { } refusal
            ? RefuseAsync<PayoutRecord>(refusal)
            : AskAsync(new ResolvePayout(payout, wasPaid, note), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<Outcome<PayoutRecord>> GetPayoutAsync(PayoutId payout, CancellationToken cancellationToken = default)
    {
        var id = Uuid.FromGuid(payout.Value);
        return AskAsync(
            new Query<PayoutRecord>(
                market => market.Payouts.TryFind(id, out var found) ? PayoutRecords.Of(market, found.Slot) : null,
                RefusalCode.PayoutNotFound,
                "There is no such payout."),
            cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<Outcome<Page<PayoutRecord>>> ListPayoutsAsync(PayoutQuery query, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        return ListAsync(query.Limit, query.Cursor, (market, before) => PayoutLister.List(market, query, before), cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<Outcome<Page<DepositOrder>>> ListDepositOrdersAsync(
        string? cursor, int limit, CancellationToken cancellationToken = default) =>
        Paging.Check(limit, cursor, out var after) is { } refusal
            ? RefuseAsync<Page<DepositOrder>>(refusal)
            : AskAsync(
                new Query<Page<DepositOrder>>(market => DepositOrders.List(market, after, limit), RefusalCode.InternalError, ""), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<Outcome<DepositOrder>> CountDepositAsync(
        DepositReference reference, ArrivedDeposit deposit, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(deposit);
        return DepositValidation.Check(reference, deposit) is { } refusal
            ? RefuseAsync<DepositOrder>(refusal)
            : AskAsync(new CountDeposit(reference, deposit), cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<Outcome<IReadOnlyList<TreasuryTotals>>> GetTotalsAsync(CancellationToken cancellationToken = default) =>
        AskAsync(new Query<IReadOnlyList<TreasuryTotals>>(TotalsReader.Read, RefusalCode.InternalError, ""), cancellationToken);
}
