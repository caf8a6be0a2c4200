namespace PhantomParadox;

/// <summary>What wallets are owed in one currency, to ask for.</summary>
/// <param name="Currency">The currency.</param>
/// <param name="AtLeast">Leaves out wallets that are owed less, in the currency's smallest unit; at least 1.</param>
/// <param name="Limit">Wallets at most: 1 to 100.</param>
/// <param name="Cursor">Where to go on, from the page before; null for the first.</param>
public sealed record OwedQuery(Currency Currency, ulong AtLeast = 1, int Limit = 50, string? Cursor = null);

/// <summary>A page of what wallets are owed, in one currency.</summary>
/// <param name="Lines">
/// The wallets and their netted amounts, within the cap of a single payout; the longest on the list first. Perhaps fewer than were asked for,
/// even none, while more follow.
/// </param>
/// <param name="Total">What all wallets together are owed and no payout is under way for, below any threshold.</param>
/// <param name="LeftToday">What the daily cap still allows; <see cref="ulong.MaxValue"/> without a cap.</param>
public sealed record OwedAmounts(IReadOnlyList<PayoutLine> Lines, UInt128 Total, ulong LeftToday)
{
    /// <summary>
    /// Since when each of the lines is owed, in their order. What was released counts on, also where its place on the list is a new one;
    /// what a payout left over counts from its end.
    /// </summary>
    public IReadOnlyList<DateTimeOffset> Since { get; init; } = [];

    /// <summary>
    /// Where the next page begins, or null at the end. It stays good whatever happens to the wallets of this page: who keeps a place on the
    /// list is shown once, and who comes to it later stands behind.
    /// </summary>
    public string? NextCursor { get; init; }
}
