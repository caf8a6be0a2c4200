namespace PhantomParadox;

/// <summary>A payout as it is signed and about to be sent.</summary>
/// <param name="Payout">Its id, chosen by whoever signed.</param>
/// <param name="Currency">What it is counted in.</param>
/// <param name="Lines">Who gets how much: 1 to 64 wallets, each once.</param>
/// <param name="Signed">The signed bytes.</param>
public sealed record PayoutOpening(PayoutId Payout, Currency Currency, IReadOnlyList<PayoutLine> Lines, SignedPayout Signed);
