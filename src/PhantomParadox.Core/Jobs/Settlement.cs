namespace PhantomParadox;

/// <summary>Where the payment of a job is.</summary>
public enum Settlement : byte
{
    /// <summary>Nothing has been put into escrow.</summary>
    None = 0,

    /// <summary>In escrow; with an amount of 0 there is nothing in it.</summary>
    Escrowed = 1,

    /// <summary>In escrow, and a dispute decides.</summary>
    Frozen = 2,

    /// <summary>Released to the agent.</summary>
    Released = 3,

    /// <summary>Returned to the buyer.</summary>
    Refunded = 4,

    /// <summary>Some was released to the agent and some returned to the buyer, by a verdict or because streamed work failed.</summary>
    Split = 5,
}
