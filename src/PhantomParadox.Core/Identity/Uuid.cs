using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace PhantomParadox.Identity;

/// <summary>Version 7 UUIDs (RFC 9562 §5.7) from a command's time and random bytes, and their 128-bit form in the state.</summary>
internal static class Uuid
{
    /// <summary>Makes one.</summary>
    /// <param name="milliseconds">Time since 1970-01-01 UTC.</param>
    /// <param name="random">At least 10 random bytes, used for this id only.</param>
    public static UInt128 Create(long milliseconds, ReadOnlySpan<byte> random)
    {
        var high = BinaryPrimitives.ReadUInt16BigEndian(random);
        var low = BinaryPrimitives.ReadUInt64BigEndian(random[2..]);
        return new UInt128(
            ((ulong)milliseconds << 16) | 0x7000u | (high & 0x0FFFu),
            0x8000_0000_0000_0000u | (low & 0x3FFF_FFFF_FFFF_FFFFu));
    }

    /// <summary>Makes one whose last 32 bits say where what it names stands, so that it is found without a map.</summary>
    /// <param name="milliseconds">Time since 1970-01-01 UTC.</param>
    /// <param name="random">At least 10 random bytes, used for this id only; 42 of their bits remain.</param>
    /// <param name="slot">The slot of its row.</param>
    public static UInt128 Create(long milliseconds, ReadOnlySpan<byte> random, int slot)
    {
        var id = Create(milliseconds, random);
        return (id ^ (uint)id) | ((uint)slot ^ Mask(id));
    }

    /// <summary>The slot in an id that was made with one; any number of one that wasn't.</summary>
    public static uint SlotIn(UInt128 id) => (uint)id ^ Mask(id);

    // A Guid is the first half as a number of 32 bits and two of 16, lowest byte first, and the last half byte by byte.
    public static Guid ToGuid(UInt128 id)
    {
        var first = (ulong)(id >> 64);
        first = (first >> 32) | ((ulong)BitOperations.RotateLeft((uint)first, 16) << 32);
        return Unsafe.BitCast<UInt128, Guid>(new UInt128(BinaryPrimitives.ReverseEndianness((ulong)id), first));
    }

    /// <summary>Writes an id as its 36 lower-case characters.</summary>
    public static void Format(UInt128 id, Span<byte> utf8)
    {
        if (!ToGuid(id).TryFormat(utf8, out _))
            throw new ArgumentException("36 bytes are needed.", nameof(utf8));
    }

    public static UInt128 FromGuid(Guid id)
    {
        var halves = Unsafe.BitCast<Guid, UInt128>(id);
        var first = (ulong)halves;
        first = (first << 32) | BitOperations.RotateLeft((uint)(first >> 32), 16);
        return new UInt128(first, BinaryPrimitives.ReverseEndianness((ulong)(halves >> 64)));
    }

    /// <summary>A hash for maps: the random half, since the market itself makes all ids that it keeps.</summary>
    public static ulong Hash(UInt128 id) => (ulong)id;

    // Of all bits but the last 32: slots, which are small and in a row, look like chance.
    private static uint Mask(UInt128 id) => (uint)(((ulong)(id >> 32) * 0x9E37_79B9_7F4A_7C15) >> 32);
}
