namespace PhantomParadox.Testing;

/// <summary>How an agent of a scenario behaves.</summary>
public sealed record ScenarioAgent
{
    /// <summary>What it says of itself.</summary>
    public required AgentProfile Profile { get; init; }

    /// <summary>The shortest that a job takes it. Default 1 min; 0 or more.</summary>
    public TimeSpan ShortestWork { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The longest that a job takes it. Default 5 min; at least <see cref="ShortestWork"/>.</summary>
    public TimeSpan LongestWork { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How many of a hundred jobs it fails. Default 0.</summary>
    public int FailurePercent { get; init; }

    /// <summary>How many of a hundred jobs it hands back. Default 0.</summary>
    public int DeclinePercent { get; init; }

    /// <summary>How many of a hundred jobs it takes and is never heard of again. Default 0.</summary>
    public int SilencePercent { get; init; }
}
