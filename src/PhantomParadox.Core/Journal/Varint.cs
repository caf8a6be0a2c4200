using System.Buffers.Binary;
using System.Numerics;

namespace PhantomParadox.Journal;

/// <summary>
/// Unsigned LEB128, in the one form that is canonical: the shortest. Numbers below 2⁵⁶, which nearly all are, go through one register: their
/// groups of seven bits are pushed together or drawn apart in three steps, all at once.
/// </summary>
internal static class Varint
{
    /// <summary>Bytes of the longest number.</summary>
    public const int MaxLength = 10;

    private const ulong Continues = 0x8080_8080_8080_8080;

    /// <summary>Reads one number from the start of some bytes; false where there is none in canonical form.</summary>
    public static bool TryRead(ReadOnlySpan<byte> source, out ulong value, out int length)
    {
        var word = source.Length < sizeof(ulong) ? Continues : BinaryPrimitives.ReadUInt64LittleEndian(source);
        if ((~word & Continues) == 0)
        {
            (value, length) = ReadSlowly(source);
            return length > 0;
        }

        return TryRead(word, out value, out length);
    }

    /// <summary>Reads one number from inside of some bytes; false where there is none in canonical form.</summary>
    public static bool TryRead(ReadOnlySpan<byte> source, int start, out ulong value, out int length)
    {
        // Of the last bytes, the eight that end them are taken without those before. A number that is cut off then ends in a zero.
        var left = source.Length - start;
        if (left is <= 0 or >= sizeof(ulong) || source.Length < sizeof(ulong))
            return TryRead(source[start..], out value, out length);
        return TryRead(BinaryPrimitives.ReadUInt64LittleEndian(source[^sizeof(ulong)..]) >> (8 * (sizeof(ulong) - left)), out value, out length);
    }

    /// <summary>Writes one number.</summary>
    /// <param name="destination">Room for <see cref="MaxLength"/> bytes; what is behind the number may be overwritten.</param>
    /// <param name="value">The number.</param>
    /// <returns>Its length in bytes.</returns>
    public static int Write(Span<byte> destination, ulong value)
    {
        if (value >= 1UL << 56)
            return WriteSlowly(destination, value);

        var length = (BitOperations.Log2(value | 1) / 7) + 1;
        BinaryPrimitives.WriteUInt64LittleEndian(destination, DrawApart(value) | (Continues & ((1UL << (8 * (length - 1))) - 1)));
        return length;
    }

    // There is a byte in it that ends a number.
    private static bool TryRead(ulong word, out ulong value, out int length)
    {
        // All that is not above the first such byte.
        var ends = ~word & Continues;
        value = PushTogether(word & (ends ^ (ends - 1)) & ~Continues);
        length = (BitOperations.TrailingZeroCount(ends) >> 3) + 1;
        return length == 1 || value >> (7 * (length - 1)) != 0;
    }

    private static ulong PushTogether(ulong groups)
    {
        groups = (groups & 0x007F_007F_007F_007F) | ((groups & 0x7F00_7F00_7F00_7F00) >> 1);
        groups = (groups & 0x0000_3FFF_0000_3FFF) | ((groups & 0x3FFF_0000_3FFF_0000) >> 2);
        return (groups & 0x0000_0000_0FFF_FFFF) | ((groups & 0x0FFF_FFFF_0000_0000) >> 4);
    }

    private static ulong DrawApart(ulong value)
    {
        value = (value & 0x0000_0000_0FFF_FFFF) | ((value << 4) & 0x0FFF_FFFF_0000_0000);
        value = (value & 0x0000_3FFF_0000_3FFF) | ((value << 2) & 0x3FFF_0000_3FFF_0000);
        return (value & 0x007F_007F_007F_007F) | ((value << 1) & 0x7F00_7F00_7F00_7F00);
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
