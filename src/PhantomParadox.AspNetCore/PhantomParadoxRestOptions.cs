namespace PhantomParadox.AspNetCore;

/// <summary>What the REST endpoints take.</summary>
public sealed class PhantomParadoxRestOptions
{
    /// <summary>Longest body of a request in bytes; a longer one is refused with 413. Default 65,536; 1,024 to 1,048,576.</summary>
    public int MaxBodyBytes { get; set; } = 64 * 1024;

    /// <summary>
    /// How long a request may take. A body that has not arrived by then is answered with 408, a command that the market has not answered
    /// with 504 and the code <c>outcome_unknown</c>: it may still be carried out. Default 15 s; 100 ms to 1 h.
    /// </summary>
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// Whether wallets must be Solana addresses: 32 bytes in base58. Default: where the host has a settlement, for others couldn't be paid.
    /// </summary>
    public bool? Base58Wallets { get; set; }
}
