namespace PhantomParadox;

/// <summary>What a dispute is about.</summary>
public enum DisputeCategory : byte
{
    /// <summary>Nothing was delivered.</summary>
    NonDelivery = 1,

    /// <summary>What was delivered is not what was ordered.</summary>
    PoorQuality = 2,

    /// <summary>The work was done and not paid.</summary>
    NonPayment = 3,

    /// <summary>One side deceived the other.</summary>
    Fraud = 4,

    /// <summary>Anything else.</summary>
    Other = 5,
}
