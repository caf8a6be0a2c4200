using System.Buffers;

namespace PhantomParadox.AspNetCore;

/// <summary>What one field of a request may hold.</summary>
internal static class Limits
{
    public const int WalletCharacters = 64;
    public const int HashCharacters = 128;
    public const int ReferenceCharacters = 128;
    public const int DescriptionBytes = 16_384;
    public const int ReasonCharacters = 2_000;
    public const int TitleCharacters = 120;
    public const int OutputBytes = 4_096;
    public const int UrlCharacters = 256;
    public const int LabelCharacters = 64;
    public const int Tags = 8;
    public const int Capabilities = 32;
    public const int CursorCharacters = 256;
    public const int DefaultPage = 50;
    public const int Page = 100;
    public const int JsonDepth = 8;
    public const long Amount = 1_000_000_000_000_000;

    /// <summary>The greatest whole number that every client reads exactly: 2⁵³ − 1.</summary>
    public const long SafeInteger = 9_007_199_254_740_991;

    /// <summary>The last millisecond of the year 9999.</summary>
    public const long LastMillisecond = 253_402_300_799_999;

    public static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdefABCDEF");

    /// <summary>Whether a text is one to so many visible ASCII characters.</summary>
    public static bool IsVisible(string text, int maxCharacters) =>
        text.Length > 0 && text.Length <= maxCharacters && !text.AsSpan().ContainsAnyExceptInRange('!', '~');
}
