using SimpleBase;

namespace PhantomParadox.Solana;

/// <summary>Base58 in Bitcoin's alphabet, of a known number of bytes.</summary>
internal static class Base58Text
{
    public static string Encode(ReadOnlySpan<byte> bytes) => Base58.Bitcoin.Encode(bytes);

    /// <summary>Reads exactly as many bytes as the destination holds.</summary>
    public static bool TryDecode(ReadOnlySpan<char> text, Span<byte> destination)
    {
        // Decoding takes time in the square of the length, so a long text is refused before it is looked at.
        if (text.IsEmpty || text.Length > LongestOf(destination.Length))
            return false;
        Span<byte> decoded = stackalloc byte[LongestOf(destination.Length)];
        if (!TryDecode(text, decoded, out var length) || length != destination.Length)
            return false;
        decoded[..length].CopyTo(destination);
        return true;
    }

    /// <summary>Reads a text of any length up to a limit; null where it is not base58.</summary>
    public static byte[]? Decode(ReadOnlySpan<char> text, int mostBytes)
    {
        if (text.IsEmpty)
            return [];
        if (text.Length > LongestOf(mostBytes))
            return null;
        var decoded = new byte[text.Length];
        return TryDecode(text, decoded, out var length) && length <= mostBytes ? decoded[..length] : null;
    }

    // A byte takes log(256) / log(58) = 1.3658 letters at most.
    private static int LongestOf(int bytes) => (bytes * 1366 / 1000) + 1;

    private static bool TryDecode(ReadOnlySpan<char> text, Span<byte> destination, out int length)
    {
        foreach (var letter in text)
        {
            if (letter > 'z')
            {
                length = 0;
                return false;
            }
        }

        return Base58.Bitcoin.TryDecode(text, destination, out length);
    }
}
