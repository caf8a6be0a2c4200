using SimpleBase;

namespace PhantomParadox.AspNetCore;

/// <summary>32 bytes in base58, as Solana writes addresses and references.</summary>
internal static class Base58Bytes
{
    public const int Length = 32;

    // As long as 32 bytes can get. Decoding takes time in the square of the length: a longer text is refused unread.
    private const int MostCharacters = 44;

    public static string Encode(ReadOnlySpan<byte> bytes) => Base58.Bitcoin.Encode(bytes);

    /// <summary>Reads a text of exactly 32 bytes.</summary>
    public static bool TryDecode(ReadOnlySpan<char> text, Span<byte> bytes)
    {
        if (text.Length is 0 or > MostCharacters || text.ContainsAnyExceptInRange('1', 'z'))
            return false;
        Span<byte> decoded = stackalloc byte[MostCharacters];
        if (!Base58.Bitcoin.TryDecode(text, decoded, out var length) || length != Length)
            return false;
        decoded[..Length].CopyTo(bytes);
        return true;
    }
}
