using System.Globalization;

namespace PhantomParadox.Redis.Journal;

/// <summary>
/// An epoch as the server compares it: 20 digits of the term, a colon, 32 hexadecimal digits of the nonce. As text, for a script's numbers
/// are doubles; of fixed width, so that terms compare as text.
/// </summary>
internal static class EpochText
{
    /// <summary>Characters of an epoch.</summary>
    public const int Length = TermLength + 1 + 32;

    private const int TermLength = 20;

    public static string Of(Epoch epoch) => string.Create(CultureInfo.InvariantCulture, $"{epoch.Term:D20}:{epoch.Nonce:x32}");

    /// <summary>The epoch of a text of <see cref="Length"/>; null where it is none.</summary>
    public static Epoch? Parse(ReadOnlySpan<char> text) =>
        text[TermLength] == ':'
        && ulong.TryParse(text[..TermLength], NumberStyles.None, CultureInfo.InvariantCulture, out var term)
        && UInt128.TryParse(text[(TermLength + 1)..], NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var nonce)
            ? new Epoch(term, nonce)
            : null;
}
