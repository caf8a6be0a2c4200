namespace PhantomParadox;

/// <summary>
/// The side of a market that deals with the money outside: what was paid in for orders, what is owed, and the payouts that carry it out.
/// For the service that works a settlement, and for operators.
/// </summary>
/// <remarks>As with <see cref="IMarket"/>: a refusal is an answer, and an answer is given only when all that it reflects is durable.</remarks>
public interface ITreasury
{
    // Payouts

    /// <summary>
    /// Lists what wallets are owed and no payout is under way for, the longest on the list first: what they have earned, and what was returned
    /// to them of their deposits.
    /// </summary>
    /// <param name="query">Whose.</param>
    /// <param name="cancellationToken">Stops the waiting.</param>
    /// <returns>A page: it looks at 1,000 wallets at most. Refused with <c>ValidationFailed</c>.</returns>
    ValueTask<Outcome<OwedAmounts>> GetOwedAsync(OwedQuery query, CancellationToken cancellationToken = default);

    /// <summary>
    /// Opens a payout with its signed bytes: the amounts are set aside, and once this is answered the bytes may be sent. Nothing may be
    /// sent before, nor after a refusal.
    /// </summary>
    /// <param name="opening">The payout.</param>
    /// <param name="cancellationToken">Stops the waiting.</param>
    /// <returns>
    /// The payout. Refused with <c>ValidationFailed</c>, <c>PayoutNotOwed</c> where a wallet isn't owed that much or has a payout under
    /// way, or <c>PayoutCapReached</c>. The same opening again is answered with what it opened; one of the same id with other signed bytes
    /// is refused with <c>ValidationFailed</c>.
    /// </returns>
    ValueTask<Outcome<PayoutRecord>> OpenPayoutAsync(PayoutOpening opening, CancellationToken cancellationToken = default);

    /// <summary>Records the fate of an open payout: paid, failed, expired, or in doubt, which waits for an operator.</summary>
    /// <param name="payout">The payout.</param>
    /// <param name="look">Its fate; <see cref="PayoutFate.Unknown"/> is refused.</param>
    /// <param name="cancellationToken">Stops the waiting.</param>
    /// <returns>
    /// The payout: <see cref="PayoutStatus.Paid"/>, <see cref="PayoutStatus.Released"/> (owed again), or <see cref="PayoutStatus.Review"/>.
    /// Refused with <c>PayoutNotFound</c>, or <c>InvalidState</c> where it has ended another way already.
    /// </returns>
    ValueTask<Outcome<PayoutRecord>> RecordPayoutAsync(PayoutId payout, PayoutLook look, CancellationToken cancellationToken = default);

    /// <summary>An operator's word on a payout in review.</summary>
    /// <param name="payout">The payout.</param>
    /// <param name="wasPaid">Whether it took effect; else its amounts are owed again.</param>
    /// <param name="note">Why, for the books: 1 to 512 characters.</param>
    /// <param name="cancellationToken">Stops the waiting.</param>
    /// <returns>The payout. Refused with <c>PayoutNotFound</c>, <c>InvalidState</c> where it isn't in review, or <c>ValidationFailed</c>.</returns>
    ValueTask<Outcome<PayoutRecord>> ResolvePayoutAsync(PayoutId payout, bool wasPaid, string note, CancellationToken cancellationToken = default);

    /// <summary>Reads a payout, with its signed bytes while it is open or in review. Ended ones are kept for <c>Payments:PayoutRetention</c>.</summary>
    /// <returns>The payout. Refused with <c>PayoutNotFound</c>.</returns>
    ValueTask<Outcome<PayoutRecord>> GetPayoutAsync(PayoutId payout, CancellationToken cancellationToken = default);

    /// <summary>Lists payouts, newest first.</summary>
    /// <returns>A page. Refused with <c>ValidationFailed</c> for a bad limit or cursor.</returns>
    ValueTask<Outcome<Page<PayoutRecord>>> ListPayoutsAsync(PayoutQuery query, CancellationToken cancellationToken = default);

    // Deposits

    /// <summary>Lists the orders whose deposits are looked for, the one opened longest ago first.</summary>
    /// <param name="cursor">Where to go on, from the page before; null for the first.</param>
    /// <param name="limit">Orders at most: 1 to 100.</param>
    /// <param name="cancellationToken">Stops the waiting.</param>
    /// <returns>A page. Refused with <c>ValidationFailed</c>.</returns>
    ValueTask<Outcome<Page<DepositOrder>>> ListDepositOrdersAsync(string? cursor, int limit, CancellationToken cancellationToken = default);

    /// <summary>
    /// Counts a deposit that arrived for good. Once an order has what it asks for its job is funded and looks for an agent; what is too
    /// much or too late goes back to the buyer.
    /// </summary>
    /// <param name="reference">The reference that it carried.</param>
    /// <param name="deposit">The deposit.</param>
    /// <param name="cancellationToken">Stops the waiting.</param>
    /// <returns>
    /// The order as it stands. A deposit that was counted before, for this order or another, changes nothing. Refused with
    /// <c>DepositNotExpected</c> where no order has the reference, the deposit arrived more than a day before the order or two days after
    /// it, or is looked for no more (<see cref="DepositOrder.WatchedUntil"/>); or with <c>ValidationFailed</c>, as for another currency than the
    /// order's.
    /// </returns>
    ValueTask<Outcome<DepositOrder>> CountDepositAsync(
        DepositReference reference, ArrivedDeposit deposit, CancellationToken cancellationToken = default);

    // Books

    /// <summary>Reads the sums since the market began.</summary>
    /// <returns>One for each currency.</returns>
    ValueTask<Outcome<IReadOnlyList<TreasuryTotals>>> GetTotalsAsync(CancellationToken cancellationToken = default);
}
