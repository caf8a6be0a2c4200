using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PhantomParadox.Journal;

/// <summary>
/// Unsigned LEB128, in the one form that is canonical: the shortest. Numbers below 2⁵⁶, which nearly all are, go through one register: their
/// groups of seven bits are pushed together or drawn apart in three steps, all at once.
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
        if (TryReadAtOnce(source, start, out value, out length))
            return true;
        (value, length) = ReadSlowly(source[start..]);
        return length > 0;
    }

    /// <summary>Reads one number below <see cref="WordLimit"/>; false where it isn't that, or not canonical, or among less than eight bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryReadAtOnce(ReadOnlySpan<byte> source, int start, out ulong value, out int length)
    {
        if (!TryPeek(source, start, out var word) || (~word & Continues) is not (> 0 and var ends))
        {
            value = 0;
            length = 0;
            return false;
        }

        // All that is not above the first byte that ends a number. Only a number of one byte may end in zero.
        var upTo = ends ^ (ends - 1);
        var groups = word & upTo;
        value = PushTogether(groups & ~Continues);
        length = (BitOperations.TrailingZeroCount(ends) >> 3) + 1;
        return groups > upTo >> 8 || length == 1;
    }

    /// <summary>Reads a number below 2²⁸ and, behind it, one below 2⁷; false where it isn't that, whatever it is.</summary>
    /// <param name="source">The bytes.</param>
    /// <param name="start">Where the first number begins.</param>
    /// <param name="first">The first number.</param>
    /// <param name="second">The second number.</param>
    /// <param name="end">Where the second number ends.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool TryReadPair(ReadOnlySpan<byte> source, int start, out uint first, out uint second, out int end)
    {
        if (!TryPeek(source, start, out var word) || (~(uint)word & 0x8080_8080) is not (> 0 and var ends))
        {
            first = second = 0;
            end = start;
            return false;
        }

        var upTo = ends ^ (ends - 1);
        var groups = (uint)word & upTo;
        first = PushTogether(groups & 0x7F7F_7F7F);
        var bits = BitOperations.TrailingZeroCount(ends) + 1;
        second = (byte)(word >> bits);
        end = start + (bits >> 3) + 1;
        return second < 0x80 && (groups > upTo >> 8 || bits == 8) && end <= source.Length;
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
        var groups = DrawApart(value);
        var unused = BitOperations.LeadingZeroCount(groups | 1);
        length = sizeof(ulong) - (unused >> 3);
        // All bytes but the last one go on.
        return groups | ((Continues >> 8) >> (unused & ~7));
    }

    // The next eight bytes, with zeros for those behind the end, in which a number that is cut off ends then. False where there are none,
    // or fewer than eight in all.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryPeek(ReadOnlySpan<byte> source, int start, out ulong word)
    {
        if ((uint)start >= (uint)source.Length || source.Length < sizeof(ulong))
        {
            word = 0;
            return false;
        }

        // Of the last bytes, the eight that end them are taken without those before. They lie inside, as was just made sure of; slicing
        // would ask it again for every number.
        var from = Math.Min(start, source.Length - sizeof(ulong));
        ref var first = ref Unsafe.Add(ref MemoryMarshal.GetReference(source), from);
        word = BinaryPrimitives.ReadUInt64LittleEndian(MemoryMarshal.CreateReadOnlySpan(ref first, sizeof(ulong))) >> (8 * (start - from));
        return true;
    }

    // Each step brings the upper ones of its pairs next to the lower ones: x - high / 2 is low + high / 2.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong PushTogether(ulong groups)
    {
        groups -= (groups & 0x7F00_7F00_7F00_7F00) >> 1;
        var low = groups & 0x0000_3FFF_0000_3FFF;
        groups = low | ((groups ^ low) >> 2);
        low = groups & 0x0000_0000_0FFF_FFFF;
        return low | ((groups ^ low) >> 4);
    }

    private static uint PushTogether(uint groups)
    {
        groups -= (groups & 0x7F00_7F00) >> 1;
        var low = groups & 0x0000_3FFF;
        return low | ((groups ^ low) >> 2);
    }

    // The same steps backwards: x + high is low + 2 * high.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong DrawApart(ulong value)
    {
        var low = value & 0x0000_0000_0FFF_FFFF;
        value = low | ((value ^ low) << 4);
        value += 3 * (value & 0x0FFF_C000_0FFF_C000);
        return value + (value & 0x3F80_3F80_3F80_3F80);
    }

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
