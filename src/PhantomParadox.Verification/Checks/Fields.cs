using System.Globalization;

namespace PhantomParadox.Verification.Checks;

/// <summary>Reads the texts of a proof that stand for something else. One spelling each.</summary>
internal static class Fields
{
    public static bool TryDigest(string? text, out Digest digest)
    {
        digest = default;
        return text is not null && IsLowerHex(text) && Digest.TryParse(text, out digest);
    }

    public static bool TryNumber(string? text, out ulong number)
    {
        number = 0;
        return ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number)
            && number.ToString(CultureInfo.InvariantCulture) == text;
    }

    public static JuryChoice? Choice(string? word) => word switch
    {
        "brains_win" => JuryChoice.BrainsWin,
        "muscle_win" => JuryChoice.MuscleWin,
        "split" => JuryChoice.Split,
        _ => null,
    };

    public static string? Word(JuryChoice? choice) => choice switch
    {
        JuryChoice.BrainsWin => "brains_win",
        JuryChoice.MuscleWin => "muscle_win",
        JuryChoice.Split => "split",
        _ => null,
    };

    /// <summary>When an id was made, in epoch milliseconds: version 7 of RFC 9562 begins with it.</summary>
    public static long TimeOf(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        long time = 0;
        foreach (var value in bytes[..6])
            time = (time << 8) | value;
        return time;
    }

    private static bool IsLowerHex(string text) => !text.AsSpan().ContainsAnyExcept("0123456789abcdef");
}
