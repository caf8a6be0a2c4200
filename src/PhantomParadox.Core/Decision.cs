using PhantomParadox.Disputes;
using PhantomParadox.Engine;
using PhantomParadox.Journal;

namespace PhantomParadox;

/// <summary>What one command is decided with, and what follows from it. One object serves all commands of an engine in turn.</summary>
internal sealed class Decision(Market market, EventWriter events, IBeaconStock? beacon = null)
{
    /// <summary>The state to look at.</summary>
    public Market Market { get; } = market;

    /// <summary>The command's time: milliseconds since 1970-01-01 UTC, never less than that of any event before.</summary>
    public long Now { get; private set; }

    /// <summary>The command's time as market time.</summary>
    public long MarketNow => Market.ToMarketTime(Now);

    /// <summary>The day of the command's time: whole days since 1970-01-01 UTC.</summary>
    public int Today => (int)(Now / 86_400_000);

    /// <summary>The command's 32 random bytes.</summary>
    public ReadOnlySpan<byte> Random => Chance!.Current;

    /// <summary>Where random bytes come from; set by the engine.</summary>
    public EntropyBlocks? Chance { private get; set; }

    /// <summary>What leaves the market once the command's events are durable, in order. Not journaled.</summary>
    public EffectList Effects { get; } = new();

    /// <summary>What is to be done outside the loop once the command's events are durable, before anything leaves. Not journaled.</summary>
    public List<CourtWork> Works { get; } = [];

    /// <summary>Takes a reference to a value that nobody can know yet; false where none is at hand.</summary>
    public bool TryTakeBeacon(out BeaconReference reference)
    {
        reference = default;
        return beacon is not null && beacon.TryTake(out reference);
    }

    /// <summary>How many events were written for the command.</summary>
    public int EventCount => events.Count;

    /// <summary>Starts over for the next command.</summary>
    public void Begin(long now)
    {
        Now = now;
        Effects.Clear();
        if (Works.Count > 0)
            Works.Clear();
    }

    /// <summary>Sends a message to a session, if there is one.</summary>
    public void Send(EffectKind kind, ulong session, Memory.Handle subject, ulong amount = 0, string? reason = null)
    {
        if (session != 0)
            Effects.Add(new Effect(kind, new SessionId(session), subject, amount, reason));
    }

    /// <summary>Writes one event into the command's frame.</summary>
    public void Emit<TEvent>(in TEvent happened)
        where TEvent : struct, IEvent<TEvent>, allows ref struct => events.Append(happened);
}
