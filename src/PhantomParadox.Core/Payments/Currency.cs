namespace PhantomParadox;

/// <summary>What jobs are paid in. Amounts are whole numbers of its smallest unit.</summary>
public enum Currency : byte
{
    /// <summary>SOL in lamports: 1 SOL = 1,000,000,000.</summary>
    Sol = 1,

    /// <summary>USDC in its smallest unit: 1 USDC = 1,000,000.</summary>
    Usdc = 2,
}
