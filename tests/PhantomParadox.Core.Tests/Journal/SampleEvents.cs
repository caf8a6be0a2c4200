using PhantomParadox.Journal;
using PhantomParadox.Memory;

namespace PhantomParadox.Core.Tests.Journal;

/// <summary>An event with a field of every kind.</summary>
internal readonly record struct EverythingHappened(
    ulong Unsigned, long Signed, bool Flag, UInt128 Wide, byte[] Bytes, Handle Handle) : IEvent<EverythingHappened>
{
    public static EventTag Tag => (EventTag)200;

    public void Write(EventWriter writer)
    {
        writer.WriteUnsigned(Unsigned);
        writer.WriteSigned(Signed);
        writer.WriteFlag(Flag);
        writer.WriteWide(Wide);
        writer.WriteBytes(Bytes);
        writer.WriteHandle(Handle);
    }

    public static EverythingHappened Read(ref EventReader reader) => new(
        reader.ReadUnsigned(),
        reader.ReadSigned(),
        reader.ReadFlag(),
        reader.ReadWide(),
        reader.ReadBytes().ToArray(),
        reader.ReadHandle());
}

/// <summary>The event above before most of its fields were added.</summary>
internal readonly record struct LittleHappened(ulong Unsigned) : IEvent<LittleHappened>
{
    public static EventTag Tag => (EventTag)200;

    public void Write(EventWriter writer) => writer.WriteUnsigned(Unsigned);

    public static LittleHappened Read(ref EventReader reader) => new(reader.ReadUnsigned());
}

/// <summary>An event of any size.</summary>
internal readonly record struct BytesHappened(byte[] Bytes) : IEvent<BytesHappened>
{
    public static EventTag Tag => (EventTag)201;

    public void Write(EventWriter writer) => writer.WriteBytes(Bytes);

    public static BytesHappened Read(ref EventReader reader) => new(reader.ReadBytes().ToArray());
}

/// <summary>The event above as one that is expected to be long.</summary>
internal readonly record struct LongHappened(byte[] Bytes) : IEvent<LongHappened>
{
    public static EventTag Tag => BytesHappened.Tag;

    public static bool IsMostlyLong => true;

    public void Write(EventWriter writer) => writer.WriteBytes(Bytes);

    public static LongHappened Read(ref EventReader reader) => new(reader.ReadBytes().ToArray());
}
