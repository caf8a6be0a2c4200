using System.Globalization;

namespace PhantomParadox.Redis.Journal;

/// <summary>
/// An epoch as the server compares it: 20 digits of the term, a colon, 32 hexadecimal digits of the nonce. As text, for a script's numbers
/// are doubles; of fixed width, so that terms compare as text. The key holds behind it the newest entry; see <see cref="ChainLink.Text"/>.
/// </summary>
internal static class EpochText
{
    /// <summary>Characters of an epoch.</summary>
    public const int Length = TermLength + 1 + 32;

    /// <summary>Characters of a term.</summary>
    public const int TermLength = 20;

    public static string Of(Epoch epoch) => string.Create(CultureInfo.InvariantCulture, $"{epoch.Term:D20}:{epoch.Nonce:x32}");

    /// <summary>The epoch that a key's value begins with; none where there is no value.</summary>
    public static Epoch Parse(string value)
    {
        if (value.Length == 0)
            return default;
        return value.Length >= Length && value[TermLength] == ':'
            && ulong.TryParse(value.AsSpan(0, TermLength), NumberStyles.None, CultureInfo.InvariantCulture, out var term)
            && UInt128.TryParse(value.AsSpan(TermLength + 1, 32), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var nonce)
                ? new Epoch(term, nonce)
                : throw new JournalCorruptException($"The epoch's key holds '{value}', which no journal writes.");
    }
}
