namespace PhantomParadox.Solana;

/// <summary>The formats of a transaction.</summary>
internal enum TransactionVersion
{
    /// <summary>The first: no version byte.</summary>
    Legacy,

    /// <summary>As the first, and accounts may come from lookup tables.</summary>
    V0,

    /// <summary>Up to 4,096 bytes, limits inside the message, signatures at the end.</summary>
    V1,
}
