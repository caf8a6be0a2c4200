namespace PhantomParadox;

/// <summary>What a settlement is asked to sign: netted amounts, one for each wallet.</summary>
/// <param name="Payout">The payout's id; written on the rail, so that it can be audited there.</param>
/// <param name="Currency">What the amounts are counted in.</param>
/// <param name="Lines">Who gets how much; each wallet once.</param>
public sealed record PayoutOrder(PayoutId Payout, Currency Currency, IReadOnlyList<PayoutLine> Lines)
{
    /// <summary>
    /// The payouts of any currency that are open or in review: signed before, and perhaps still to take effect. What they take must not be
    /// promised to anybody else. Default none.
    /// </summary>
    public IReadOnlyList<SignedPayout> UnderWay { get; init; } = [];
}

/// <summary>One wallet's part of a payout.</summary>
/// <param name="Wallet">The wallet that is paid.</param>
/// <param name="Amount">How much, in the currency's smallest unit; more than 0.</param>
public readonly record struct PayoutLine(string Wallet, ulong Amount);
