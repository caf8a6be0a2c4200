namespace PhantomParadox.Identity;

/// <summary>What a wallet's address may look like: 1 to 64 visible ASCII characters.</summary>
internal static class WalletText
{
    public const int MaxLength = 64;

    public static bool IsValid(string? text)
    {
        Span<byte> bytes = stackalloc byte[MaxLength];
        return text is { Length: > 0 and <= MaxLength } && TryEncode(text, bytes, out _);
    }

    /// <summary>Writes the address as bytes, if it is one.</summary>
    public static bool TryEncode(string text, Span<byte> destination, out int length)
    {
        length = 0;
        if (text.Length is 0 or > MaxLength)
            return false;
        foreach (var character in text)
        {
            if (character is <= ' ' or > '~')
                return false;
            destination[length++] = (byte)character;
        }
        return true;
    }
}
