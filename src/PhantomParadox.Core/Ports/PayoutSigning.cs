namespace PhantomParadox;

/// <summary>What came of asking for a signature.</summary>
/// <param name="Signed">The signed bytes; null where no line can be paid now.</param>
/// <param name="Paid">The lines that they pay, in the order's order.</param>
/// <param name="Held">The lines that can't be paid as they are, and why; what is in neither list simply didn't fit.</param>
public sealed record PayoutSigning(SignedPayout? Signed, IReadOnlyList<PayoutLine> Paid, IReadOnlyList<HeldLine> Held);

/// <summary>A line that can't be paid as it is.</summary>
/// <param name="Wallet">The wallet.</param>
/// <param name="Reason">Why, in words for an operator.</param>
public readonly record struct HeldLine(string Wallet, string Reason);

/// <summary>Signed bytes, and what is needed to learn their fate.</summary>
/// <param name="Reference">The name by which the rail knows them: a transaction's signature in base58. At most 128 visible ASCII characters.</param>
/// <param name="Bytes">What is sent, at most 4,096 bytes; never made anew from its parts.</param>
/// <param name="ExpiresAt">The last block height at which they can take effect.</param>
/// <param name="Fee">What the rail takes for them, in its own smallest unit (lamports).</param>
/// <param name="Network">The network that they are for: <see cref="ISettlement.GetNetworkAsync"/>.</param>
public sealed record SignedPayout(string Reference, ReadOnlyMemory<byte> Bytes, ulong ExpiresAt, ulong Fee, string Network);
