using PhantomParadox.Journal;

namespace PhantomParadox;

/// <summary>The market began: the first event of every journal.</summary>
/// <param name="Key">Keys the maps of texts, so that strangers can't foresee collisions.</param>
internal readonly record struct MarketCreated(UInt128 Key) : IEvent<MarketCreated>
{
    public static EventTag Tag => EventTag.MarketCreated;

    public void Write(EventWriter writer) => writer.WriteWide(Key);

    public static MarketCreated Read(scoped ref EventReader reader) => new(reader.ReadWide());
}

/// <summary>A host took the market up, anew or after a stop.</summary>
/// <param name="Boot">Number of the start, from 1: sessions of an older one are closed.</param>
/// <param name="Downtime">How long the market stood still, in milliseconds; market time leaves it out.</param>
internal readonly record struct HostStarted(int Boot, long Downtime) : IEvent<HostStarted>
{
    public static EventTag Tag => EventTag.HostStarted;

    public void Write(EventWriter writer)
    {
        writer.WriteUnsigned((ulong)Boot);
        writer.WriteUnsigned((ulong)Downtime);
    }

    public static HostStarted Read(scoped ref EventReader reader) => new((int)reader.ReadUnsigned(), (long)reader.ReadUnsigned());
}

/// <summary>After a start: the agents of some slots were looked at, and the sessions that the stop cut off were wound up.</summary>
/// <param name="From">First slot.</param>
/// <param name="Count">Number of slots.</param>
/// <param name="LeasesEnd">Market time at which the leases of the agents among them end, unless they come back.</param>
/// <param name="ForgottenAt">Market time at which those without history are forgotten, unless they come back.</param>
internal readonly record struct SessionsSwept(int From, int Count, long LeasesEnd, long ForgottenAt) : IEvent<SessionsSwept>
{
    public static EventTag Tag => EventTag.SessionsSwept;

    public void Write(EventWriter writer)
    {
        writer.WriteUnsigned((ulong)From);
        writer.WriteUnsigned((ulong)Count);
        writer.WriteUnsigned((ulong)LeasesEnd);
        writer.WriteUnsigned((ulong)ForgottenAt);
    }

    public static SessionsSwept Read(scoped ref EventReader reader) =>
        new((int)reader.ReadUnsigned(), (int)reader.ReadUnsigned(), (long)reader.ReadUnsigned(), (long)reader.ReadUnsigned());
}
