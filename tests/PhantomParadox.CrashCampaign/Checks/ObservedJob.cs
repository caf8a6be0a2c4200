namespace PhantomParadox.CrashCampaign.Checks;

/// <summary>A job as the market shows it, in the words of the wire.</summary>
internal sealed record ObservedJob
{
    public required Guid Id { get; init; }

    public required string Description { get; init; }

    public required string Buyer { get; init; }

    public required string Type { get; init; }

    public required long Amount { get; init; }

    public required bool AutoApprove { get; init; }

    public required string Status { get; init; }

    public required string Settlement { get; init; }

    public required long Paid { get; init; }

    /// <summary>Wallet of the agent that has or had it; null for none.</summary>
    public string? Agent { get; init; }

    /// <summary>Proof of its result; null where there is no result, or none with a proof.</summary>
    public string? Proof { get; init; }

    /// <summary>Whether its result is a success; null where there is none.</summary>
    public bool? Success { get; init; }

    /// <summary>Its dispute; null where there is none.</summary>
    public ObservedDispute? Dispute { get; init; }
}
