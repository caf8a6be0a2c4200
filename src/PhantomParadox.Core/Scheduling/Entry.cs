namespace PhantomParadox.Scheduling;

/// <summary>One that waits in a lane: an idle agent or a pending job.</summary>
internal struct Entry
{
    /// <summary>Its place: the smallest is served first. Unique in its index.</summary>
    public ulong Number;

    /// <summary>What it is asked for; at least 1. See <see cref="Bandwidth"/>.</summary>
    public uint Value;

    /// <summary>What its owner calls the list it stands in.</summary>
    public int Owner;

    public int Lane;

    /// <summary>It stands in a lane if this is the era of its <see cref="Lanes"/>.</summary>
    public uint Era;

    /// <summary>The operator that excludes it; 0 for none.</summary>
    public int Operator;

    /// <summary>The agent that excludes it; −1 for none.</summary>
    public int Agent;
}
