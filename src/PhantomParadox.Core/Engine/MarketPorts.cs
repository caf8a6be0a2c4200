namespace PhantomParadox;

/// <summary>What a market stands on.</summary>
public sealed class MarketPorts
{
    /// <summary>Where events are kept.</summary>
    public required IJournal Journal { get; init; }

    /// <summary>
    /// Where pictures of the state are kept, for a journal that lasts. Default: none are made, and a start reads the whole journal.
    /// </summary>
    public ISnapshotStore? Snapshots { get; init; }

    /// <summary>Where ended jobs go.</summary>
    public required IArchive Archive { get; init; }

    /// <summary>How agents are reached.</summary>
    public required IAgentTransport Transport { get; init; }

    /// <summary>Where chance comes from. Default: the operating system.</summary>
    public IEntropy? Entropy { get; init; }

    /// <summary>Where the chance of jury draws comes from. Default: a hash chain of this process, whose tip is new at every start.</summary>
    public IRandomBeacon? Beacon { get; init; }

    /// <summary>Hears of draws whose seed doesn't come. Default: nobody.</summary>
    public ISeedAlarm? SeedAlarm { get; init; }

    /// <summary>Where time comes from. Default: the system's clocks.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>How agents are scored. Default: by the reputation shown.</summary>
    public IAgentScorer? Scorer { get; init; }

    /// <summary>How trust moves. Default: the shipped policy that the options name.</summary>
    public IReputationPolicy? Reputation { get; init; }
}
