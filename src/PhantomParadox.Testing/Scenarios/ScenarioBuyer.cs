namespace PhantomParadox.Testing;

/// <summary>How a buyer of a scenario behaves.</summary>
public sealed record ScenarioBuyer
{
    /// <summary>Makes its jobs: from how many it has posted, and the scenario's chance.</summary>
    public required Func<int, SeededChance, JobSpec> Job { get; init; }

    /// <summary>The shortest time between two jobs. Default 1 min; more than 0.</summary>
    public TimeSpan ShortestPause { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The longest time between two jobs. Default 1 min; at least <see cref="ShortestPause"/>.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How many of a hundred results that wait for its approval it rejects. Default 0; the others it approves.</summary>
    public int RejectPercent { get; init; }
}
