namespace PhantomParadox;

/// <summary>What keeps a candidate from a jury, in the order in which the reasons are looked at; the last is two of them.</summary>
/// <remarks>Source: the rules of the market, §3.6.</remarks>
public enum JuryBar : byte
{
    /// <summary>Nothing does.</summary>
    None = 0,

    /// <summary>It is a party of the dispute.</summary>
    Party = 1,

    /// <summary>It was called in an earlier round.</summary>
    EarlierRound = 2,

    /// <summary>It had a paid job with a party lately; it follows where the others don't fill the jury.</summary>
    Related = 3,

    /// <summary>Its operator is a party's.</summary>
    PartyOperator = 4,

    /// <summary>
    /// <see cref="Related"/> and <see cref="PartyOperator"/> both: it doesn't follow where the others don't fill the jury.
    /// </summary>
    RelatedPartyOperator = 5,
}
