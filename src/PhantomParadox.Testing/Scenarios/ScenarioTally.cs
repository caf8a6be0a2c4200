namespace PhantomParadox.Testing;

/// <summary>What became of an agent of a scenario.</summary>
public sealed class ScenarioTally
{
    /// <summary>Jobs that it was given.</summary>
    public int Assigned { get; internal set; }

    /// <summary>Jobs that it did.</summary>
    public int Completed { get; internal set; }

    /// <summary>Jobs that it failed.</summary>
    public int Failed { get; internal set; }

    /// <summary>Jobs that it handed back.</summary>
    public int Declined { get; internal set; }

    /// <summary>Jobs that it took and didn't speak of again.</summary>
    public int Abandoned { get; internal set; }
}
