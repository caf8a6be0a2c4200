namespace PhantomParadox.Solana;

/// <summary>What one final transaction did to the market's address.</summary>
/// <param name="Signature">Its id.</param>
/// <param name="Slot">The slot of its block.</param>
/// <param name="At">When its block was made; null where the node doesn't say.</param>
/// <param name="Lamports">By how much the address has more after it.</param>
/// <param name="Tokens">By how much its token accounts have more after it.</param>
/// <param name="Fee">What the address paid for it as the payer of its fee; else 0.</param>
/// <param name="Payout">The payout whose id it carries, without dashes, where the address signed it; else null.</param>
/// <param name="Failed">Whether it failed, so that only its fee was taken.</param>
internal sealed record ChainEntry(
    Signature Signature, ulong Slot, DateTimeOffset? At, Int128 Lamports, Int128 Tokens, ulong Fee, string? Payout, bool Failed)
{
    /// <summary>Whom it paid from the address, and how much, where it is a payout that succeeded.</summary>
    public IReadOnlyList<PayoutLine> Paid { get; init; } = [];

    /// <summary>Whether it pays in with a reference as orders have them, whether there was such an order or not.</summary>
    public bool CarriesReference { get; init; }
}

/// <summary>All that the chain has of the market's address.</summary>
/// <param name="Entries">Its transactions, the oldest first.</param>
/// <param name="Lamports">Its balance.</param>
/// <param name="Tokens">The balance of its token account; 0 where there is none.</param>
/// <param name="Slot">The slot that all of it is of.</param>
internal sealed record ChainBook(IReadOnlyList<ChainEntry> Entries, ulong Lamports, ulong Tokens, ulong Slot = ulong.MaxValue);
