namespace PhantomParadox.Journal;

/// <summary>Reads unsigned LEB128, in the one form that is canonical: the shortest.</summary>
internal static class Varint
{
    /// <summary>Reads one number from the start of some bytes; false where there is none in canonical form.</summary>
    public static bool TryRead(ReadOnlySpan<byte> source, out ulong value, out int length)
    {
        value = 0;
        for (length = 0; length < source.Length && length < 10;)
        {
            var part = source[length];
            value |= (ulong)(part & 0x7F) << (7 * length);
            length++;
            if (part < 0x80)
                return (part != 0 || length == 1) && (length < 10 || part == 1);
        }

        return false;
    }
}
