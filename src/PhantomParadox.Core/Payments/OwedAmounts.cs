namespace PhantomParadox;

/// <summary>What wallets are owed, in one currency.</summary>
/// <param name="Lines">The wallets and their netted amounts, within the cap of a single payout; the longest owed first.</param>
/// <param name="Total">What all wallets together are owed and no payout is under way for, below any threshold.</param>
/// <param name="LeftToday">What the daily cap still allows; <see cref="ulong.MaxValue"/> without a cap.</param>
public sealed record OwedAmounts(IReadOnlyList<PayoutLine> Lines, UInt128 Total, ulong LeftToday);
