namespace PhantomParadox;

/// <summary>The kinds of accounts of the ledger. The sum over all accounts of a currency is zero after every event.</summary>
public enum AccountKind : byte
{
    /// <summary>Where money comes from and goes to outside the market; usually negative.</summary>
    External = 1,

    /// <summary>What an owner may spend.</summary>
    Available = 2,

    /// <summary>What a job holds for its two sides.</summary>
    Escrow = 3,

    /// <summary>What an agent has been paid.</summary>
    Earned = 4,

    /// <summary>What an owner has put up as a bond.</summary>
    Bond = 5,

    /// <summary>What the market itself has kept.</summary>
    Protocol = 6,
}
