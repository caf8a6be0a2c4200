namespace PhantomParadox.Verification;

/// <summary>What a proof is checked against, beside itself.</summary>
public sealed record ProofInputs
{
    /// <summary>Whole pools as <c>GET /api/disputes/:id/proof/pool</c> serves them, at most one a round. Default none: then roots are checked through the paths of those who were hit.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Pools { get; init; } = [];

    /// <summary>The tip of the hash chain as the market published it before the dispute. Default none: then the tip that the proof names is believed.</summary>
    public Digest? BeaconTip { get; init; }
}
