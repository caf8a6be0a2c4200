namespace PhantomParadox.Protocol.Rest;

/// <summary>
/// The whole pool of a draw: <c>GET /api/disputes/:id/proof/pool</c>, of the last round or of that named by <c>?round=</c>. Served from the
/// moment its root is published, and the same for ever.
/// </summary>
public sealed record DisputePoolReply
{
    /// <summary>The dispute.</summary>
    public required Guid DisputeId { get; init; }

    /// <summary>The round, from 0.</summary>
    public required int Round { get; init; }

    /// <summary>Root of the pool, in lower-case hexadecimal.</summary>
    public required string PoolRoot { get; init; }

    /// <summary>Candidates in it.</summary>
    public required int PoolCount { get; init; }

    /// <summary>Their weight in all, as decimal text.</summary>
    public required string PoolTotal { get; init; }

    /// <summary>The candidates in order of registration.</summary>
    public required IReadOnlyList<WirePoolCandidate> Candidates { get; init; }
}

/// <summary>A candidate of a pool.</summary>
/// <param name="AgentId">The agent.</param>
/// <param name="Operator">Its operator; empty for nobody.</param>
/// <param name="Weight">Its weight, as decimal text.</param>
/// <param name="Bootstrap">Whether configuration trusts it as a juror.</param>
public sealed record WirePoolCandidate(Guid AgentId, string Operator, string Weight, bool Bootstrap);
