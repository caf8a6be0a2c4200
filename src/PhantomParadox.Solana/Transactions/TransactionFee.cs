namespace PhantomParadox.Solana;

/// <summary>What a transaction costs, whether it succeeds or fails.</summary>
/// <remarks>Source: <see href="https://solana.com/docs/core/fees/fee-structure"/>.</remarks>
internal static class TransactionFee
{
    public const ulong LamportsPerSignature = 5_000;

    /// <exception cref="OverflowException">The fee does not fit in 64 bits.</exception>
    public static ulong Of(int signatures, uint unitLimit = 0, ulong microLamportsPerUnit = 0) =>
        checked((LamportsPerSignature * (ulong)signatures) + (ulong)((((UInt128)unitLimit * microLamportsPerUnit) + 999_999) / 1_000_000));
}
