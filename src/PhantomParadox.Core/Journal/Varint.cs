using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PhantomParadox.Journal;

/// <summary>
/// Unsigned LEB128, in the one form that is canonical: the shortest. Numbers below 2⁵⁶, which nearly all are, go through one register: their
/// groups of seven bits are pushed together or drawn apart all at once.
/// </summary>
internal static class Varint
{
    /// <summary>Bytes of the longest number.</summary>
    public const int MaxLength = 10;

    /// <summary>Numbers below it go through one register.</summary>
    public const ulong WordLimit = 1UL << 56;

    private const ulong Continues = 0x8080_8080_8080_8080;

    /// <summary>Reads one number from inside of some bytes; false where there is none in canonical form.</summary>
    public static bool TryRead(ReadOnlySpan<byte> source, int start, out ulong value, out int length)
    {
        if (TryRead(Peek(source, start), out value, out length))
            return true;
        (value, length) = ReadSlowly(source[start..]);
        return length > 0;
    }

    /// <summary>Reads the number that a word begins with; false where it doesn't end there, or is not canonical.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryRead(ulong word, out ulong value, out int length)
    {
        var ends = ~word & Continues;
        // All that is not above the first byte that ends a number.
        var upTo = ends ^ (ends - 1);
        var groups = word & upTo & SevenBits.Groups;
        value = SevenBits.PushTogether(groups);
        length = (BitOperations.TrailingZeroCount(ends) >> 3) + 1;
        return ends != 0 && IsShortest(groups, upTo);
    }

    /// <summary>
    /// Reads a number below 2²⁸ that a word begins with and, behind it, one below 2⁷; false where it isn't that, whatever it is.
    /// </summary>
    /// <param name="word">The bytes.</param>
    /// <param name="first">The first number.</param>
    /// <param name="second">The second number.</param>
    /// <param name="length">Bytes of both.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryReadPair(ulong word, out uint first, out uint second, out int length)
    {
        var ends = ~(uint)word & 0x8080_8080;
        var upTo = ends ^ (ends - 1);
        var groups = (uint)word & upTo & 0x7F7F_7F7F;
        first = SevenBits.PushTogether(groups);
        var bits = BitOperations.TrailingZeroCount(ends) + 1;
        second = (byte)(word >> bits);
        length = (bits >> 3) + 1;
        return ends != 0 && second < 0x80 && IsShortest(groups, upTo);
    }

    /// <summary>
    /// The eight bytes from some place on, with zeros for those behind the end, in which a number that is cut off ends then. Where there are
    /// none, or fewer than eight in all, a word in which no number ends.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Peek(ReadOnlySpan<byte> source, int start)
    {
        var last = source.Length - sizeof(ulong);
        if (start <= last)
            return WordAt(source, start);
        if (last < 0 || start >= source.Length)
            return ulong.MaxValue;
        // Of the last bytes, the eight that end them are taken without those before.
        return WordAt(source, last) >> (8 * (start - last));
    }

    /// <summary>Writes one number.</summary>
    /// <param name="destination">Room for <see cref="MaxLength"/> bytes; what is behind the number may be overwritten.</param>
    /// <param name="value">The number.</param>
    /// <returns>Its length in bytes.</returns>
    public static int Write(Span<byte> destination, ulong value)
    {
        if (value >= WordLimit)
            return WriteSlowly(destination, value);

        BinaryPrimitives.WriteUInt64LittleEndian(destination, Encode(value, out var length));
        return length;
    }

    /// <summary>A number below <see cref="WordLimit"/> as it is written, its first byte lowest and zeros behind it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong Encode(ulong value, out int length)
    {
        var groups = SevenBits.DrawApart(value);
        var unused = BitOperations.LeadingZeroCount(groups | 1);
        length = sizeof(ulong) - (unused >> 3);
        // All bytes but the last one go on.
        return groups | ((Continues >> 8) >> (unused & ~7));
    }

    // They lie inside, as was just made sure of; slicing would ask it again for every number.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong WordAt(ReadOnlySpan<byte> source, int start)
    {
        ref var first = ref Unsafe.Add(ref MemoryMarshal.GetReference(source), start);
        return BinaryPrimitives.ReadUInt64LittleEndian(MemoryMarshal.CreateReadOnlySpan(ref first, sizeof(ulong)));
    }

    // Only a number of one byte may end in zero. What the bytes before the last one hold is always less than all their bits: those that say
    // that it goes on are not among the groups.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsShortest(ulong groups, ulong upTo) => groups >= upTo >> 8;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsShortest(uint groups, uint upTo) => groups >= upTo >> 8;

    // Of no length where it isn't canonical.
    private static (ulong Value, int Length) ReadSlowly(ReadOnlySpan<byte> source)
    {
        var value = 0UL;
        for (var at = 0; at < source.Length && at < MaxLength; at++)
        {
            var part = source[at];
            value |= (ulong)(part & 0x7F) << (7 * at);
            if (part < 0x80)
                return (part != 0 || at == 0) && (at < MaxLength - 1 || part == 1) ? (value, at + 1) : default;
        }

        return default;
    }

    private static int WriteSlowly(Span<byte> destination, ulong value)
    {
        var length = 0;
        for (; value >= 0x80; value >>= 7)
            destination[length++] = (byte)(value | 0x80);
        destination[length++] = (byte)value;
        return length;
    }
}
