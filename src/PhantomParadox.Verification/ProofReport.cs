namespace PhantomParadox.Verification;

/// <summary>What the checks of a proof found.</summary>
public sealed record ProofReport
{
    /// <summary>The dispute; null where the proof could not be taken apart.</summary>
    public required Guid? Dispute { get; init; }

    /// <summary>Where it stands, as on the wire: <c>resolved</c>, <c>timeout</c>, or a dispute that goes on.</summary>
    public required string? Status { get; init; }

    /// <summary>What is ruled, as on the wire; null for nothing yet.</summary>
    public required string? Verdict { get; init; }

    /// <summary>Rounds of the proof.</summary>
    public required int Rounds { get; init; }

    /// <summary>What doesn't hold; empty where all does.</summary>
    public required IReadOnlyList<ProofFailure> Failures { get; init; }

    /// <summary>What the checks could not decide from the proof alone, and what would.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>Whether all holds.</summary>
    public bool IsValid => Failures.Count == 0;
}
