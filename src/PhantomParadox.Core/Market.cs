using PhantomParadox.Engine;
using PhantomParadox.Memory;

namespace PhantomParadox;

/// <summary>The state machine: decides commands, applies events, and says what is due.</summary>
internal sealed class Market(MarketOptions options, IReputationPolicy reputation, IAgentScorer scorer) : IStateMachine
{
    public MarketOptions Options { get; } = options;
    public IReputationPolicy Reputation { get; } = reputation;
    public IAgentScorer Scorer { get; } = scorer;

    /// <summary>Position of the newest event applied; 0 for none.</summary>
    public long Position { get; private set; }

    /// <summary>Time of the newest event applied, in milliseconds since 1970-01-01 UTC; 0 for none.</summary>
    public long Time { get; private set; }

    /// <summary>The earliest time at which <see cref="NextWork"/> has something to do, or <see cref="long.MaxValue"/>.</summary>
    public long NextDue => throw new NotImplementedException();

    /// <summary>
    /// The market's own next command: what follows from an earlier one, or what is due by a time. Null where nothing is. The engine
    /// decides and applies it, and asks again, before it takes the next command from outside.
    /// </summary>
    public Command? NextWork(long now) => throw new NotImplementedException();

    /// <summary>Applies one frame: the events of one command, as they stand in the journal. Alone in changing the state.</summary>
    /// <exception cref="JournalCorruptException">The frame can't follow this state.</exception>
    public void Apply(ReadOnlySpan<byte> frame) => throw new NotImplementedException();

    /// <summary>Fills in the message of an effect.</summary>
    public AgentMessage Describe(in Effect effect) => throw new NotImplementedException();

    /// <summary>Names the events of a frame, just applied, for the live feed.</summary>
    public void Describe(ReadOnlySpan<byte> frame, List<MarketEvent> destination) => throw new NotImplementedException();

    /// <summary>SHA-256 over the whole state.</summary>
    public byte[] ComputeStateHash() => throw new NotImplementedException();
}
