namespace PhantomParadox.Server.Demo;

/// <summary>How lively a demo is. The defaults leave a machine of two cores idle and its reader time to read.</summary>
internal sealed record DemoOptions
{
    /// <summary>What every choice of the demo follows from: sizes, amounts, mistakes.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Jobs that all buyers together post in a second. More than 0.</summary>
    public double JobsPerSecond { get; init; } = 4;

    /// <summary>Jobs that one buyer follows at once; it posts no further one before one of them has ended.</summary>
    public int OpenJobsPerBuyer { get; init; } = 8;

    /// <summary>Whether agents read no faster than the bandwidth that they offer.</summary>
    public bool Paced { get; init; } = true;

    /// <summary>Wrong answers of a careless agent in a hundred.</summary>
    public int MistakesPercent { get; init; } = 15;

    /// <summary>Longest time that a juror takes before it votes, where agents are paced.</summary>
    public TimeSpan Deliberation { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How long the agent that comes and goes stays.</summary>
    public TimeSpan Shift { get; init; } = TimeSpan.FromSeconds(25);

    /// <summary>How long it stays away.</summary>
    public TimeSpan Away { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>How long a buyer waits for an agent that doesn't exist before it cancels.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(3);
}
