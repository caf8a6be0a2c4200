namespace PhantomParadox;

/// <summary>A dispute, copied out at one position of the journal.</summary>
public sealed record DisputeRecord
{
    /// <summary>Its identity.</summary>
    public required DisputeId Id { get; init; }

    /// <summary>The job in dispute.</summary>
    public required JobId Job { get; init; }

    /// <summary>Where it stands.</summary>
    public required DisputeStatus Status { get; init; }

    /// <summary>What it is about.</summary>
    public required DisputeCategory Category { get; init; }

    /// <summary>Why it was opened.</summary>
    public required string Reason { get; init; }

    /// <summary>The side that opened it.</summary>
    public required Party Opener { get; init; }

    /// <summary>The buyer's wallet.</summary>
    public required string Buyer { get; init; }

    /// <summary>The agent's wallet.</summary>
    public required string AgentWallet { get; init; }

    /// <summary>The evidence in the order of its submission.</summary>
    public IReadOnlyList<EvidenceRecord> Evidence { get; init; } = [];

    /// <summary>Seats of a full jury.</summary>
    public required int JurySize { get; init; }

    /// <summary>Equal votes that make a consensus.</summary>
    public required int ConsensusRequired { get; init; }

    /// <summary>When it was opened.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Its place among all disputes ever opened, from 1; the order of lists.</summary>
    public required long Ordinal { get; init; }
}
