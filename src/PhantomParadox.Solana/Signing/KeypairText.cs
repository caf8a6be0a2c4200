using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace PhantomParadox.Solana;

/// <summary>A key pair as text: a JSON array of 64 numbers as the Solana CLI writes it, or the 64 bytes in base58 as wallets export them.</summary>
internal static class KeypairText
{
    public const int Longest = 1_024;

    private const int Size = 64;   // the private half, then the public key

    public static KeypairSigner Read(string text, string where)
    {
        var bytes = new byte[Math.Min(Encoding.UTF8.GetMaxByteCount(text.Length), Longest + 3)];
        try
        {
            return Encoding.UTF8.TryGetBytes(text, bytes, out var length) && length <= Longest
                ? Read(bytes.AsSpan(0, length), where)
                : throw NoKey(where);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    /// <exception cref="SignerException">It is no key pair, or its halves don't belong together.</exception>
    public static KeypairSigner Read(ReadOnlySpan<byte> utf8, string where)
    {
        Span<byte> pair = stackalloc byte[Size];
        try
        {
            utf8 = utf8.Trim(" \t\r\n"u8);
            var isRead = utf8.StartsWith("["u8) ? TryReadArray(utf8, pair) : TryReadBase58(utf8, pair);
            if (!isRead)
                throw NoKey(where);
            var signer = new KeypairSigner(pair[..32]);
            if (signer.PublicKey.AsSpan().SequenceEqual(pair[32..]))
                return signer;
            signer.Dispose();
            throw new SignerException($"{where} holds a private and a public key that don't belong together.");
        }
        finally
        {
            CryptographicOperations.ZeroMemory(pair);
        }
    }

    private static SignerException NoKey(string where) =>
        new($"{where} holds no key pair: a JSON array of {Size} numbers from 0 to 255, or {Size} bytes in base58.");

    // By hand, so that no copy of the key is left in strings and no error of a parser repeats a part of it.
    private static bool TryReadArray(ReadOnlySpan<byte> utf8, Span<byte> pair)
    {
        if (!utf8.EndsWith("]"u8))
            return false;
        utf8 = utf8[1..^1];
        for (var at = 0; at < Size; at++)
        {
            var comma = utf8.IndexOf((byte)',');
            if (comma < 0 != (at == Size - 1))
                return false;
            var number = (comma < 0 ? utf8 : utf8[..comma]).Trim(" \t\r\n"u8);
            if (!byte.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out pair[at]))
                return false;
            utf8 = comma < 0 ? [] : utf8[(comma + 1)..];
        }

        return utf8.IsEmpty;
    }

    private static bool TryReadBase58(ReadOnlySpan<byte> utf8, Span<byte> pair)
    {
        Span<char> text = stackalloc char[Longest];
        text = text[..Encoding.Latin1.GetChars(utf8, text)];
        var isRead = Base58Text.TryDecode(text, pair);
        text.Clear();
        return isRead;
    }
}
