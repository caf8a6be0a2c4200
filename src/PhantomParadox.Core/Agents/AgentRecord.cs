namespace PhantomParadox;

/// <summary>An agent as the market knows it, copied out at one position of the journal.</summary>
public sealed record AgentRecord
{
    /// <summary>Its identity.</summary>
    public required AgentId Id { get; init; }

    /// <summary>Its profile as last reported.</summary>
    public required AgentProfile Profile { get; init; }

    /// <summary>Whether it can be given work.</summary>
    public required AgentStatus Status { get; init; }

    /// <summary>Reputation as shown, 0 to 100.</summary>
    public required int Reputation { get; init; }

    /// <summary>The session that its messages go to; <c>default</c> while offline.</summary>
    public SessionId Session { get; init; }

    /// <summary>The jobs it holds, oldest lease first.</summary>
    public IReadOnlyList<JobId> CurrentJobs { get; init; } = [];

    /// <summary>When the market first saw its wallet.</summary>
    public required DateTimeOffset RegisteredAt { get; init; }

    /// <summary>When its present, or else its last, session opened.</summary>
    public required DateTimeOffset ConnectedAt { get; init; }

    /// <summary>When it last spoke, as far as the market was told: a gateway that holds the session knows better.</summary>
    public required DateTimeOffset LastSeen { get; init; }

    /// <summary>Whether assignments pass it by until it claims a job or reports progress: it let two starts time out.</summary>
    public bool AssignmentPaused { get; init; }
}
