namespace PhantomParadox;

/// <summary>What a job asks of its agent, beyond its type as a capability.</summary>
public sealed record JobRequirements
{
    /// <summary>Asks nothing.</summary>
    public static JobRequirements None { get; } = new();

    /// <summary>Least bandwidth, in Mbit/s, 0 or more; an agent with −1 meets any. Null asks none.</summary>
    public long? MinBandwidth { get; init; }

    /// <summary>Least reputation, 0 to 100. Null asks none.</summary>
    public int? MinReputation { get; init; }

    /// <summary>Capabilities it must have: at most 32 names of <c>[A-Za-z0-9._:-]{1,64}</c>.</summary>
    public IReadOnlyList<string> Capabilities { get; init; } = [];
}
