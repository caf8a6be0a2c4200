using PhantomParadox.Memory;

namespace PhantomParadox.Engine;

/// <summary>What the engine runs: the market, or in the engine's own tests something smaller.</summary>
internal interface IStateMachine
{
    /// <summary>Position of the newest event applied; 0 for none.</summary>
    long Position { get; }

    /// <summary>Time of the newest event applied, in milliseconds since 1970-01-01 UTC; 0 for none.</summary>
    long Time { get; }

    /// <summary>The earliest time at which <see cref="NextWork"/> has something to do, or <see cref="long.MaxValue"/>.</summary>
    long NextDue { get; }

    /// <summary>
    /// Whether <see cref="NextWork"/> has something that follows from what has just happened: it belongs into the batch of its cause,
    /// and doesn't outlive it.
    /// </summary>
    bool HasFollowUps { get; }

    /// <summary>The machine's own next command: what follows from an earlier one, or what is due by a time. Null where nothing is.</summary>
    Command? NextWork(long now);

    /// <summary>Applies the events of one command.</summary>
    /// <exception cref="JournalCorruptException">The frame can't follow this state.</exception>
    void Apply(ReadOnlySpan<byte> frame);

    /// <summary>Drops what would follow: in a replay it stands in the journal.</summary>
    void DropFollowUps();

    /// <summary>Writes the whole state.</summary>
    void Save(StateWriter writer);

    /// <summary>Takes what <see cref="Save"/> wrote in place of what it has. After an exception it is good for another loading only.</summary>
    /// <exception cref="SnapshotCorruptException">It is no state.</exception>
    /// <exception cref="SnapshotVersionException">It was written by a newer version.</exception>
    void Load(StateReader reader);

    /// <summary>Goes back to before the first event.</summary>
    void Reset();

    /// <summary>Proves what must hold of every state.</summary>
    /// <exception cref="InvalidOperationException">It doesn't.</exception>
    void Audit();

    /// <summary>Fills in the message of an effect.</summary>
    AgentMessage Describe(in Effect effect);

    /// <summary>Names the events of a frame, just applied, for the live feed.</summary>
    void Describe(ReadOnlySpan<byte> frame, List<MarketEvent> destination);
}
