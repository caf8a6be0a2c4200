namespace PhantomParadox.Samples.Work;

/// <summary>SHA-256 as 64 hexadecimal characters.</summary>
internal static class Sha256Text
{
    /// <summary>Reads a hash of either case.</summary>
    /// <exception cref="WorkRefusedException">It is none; the message names <paramref name="field"/>.</exception>
    public static byte[] Parse(string text, string field)
    {
        var hash = new byte[32];
        return text.Length == 64 && Convert.FromHexString(text, hash, out _, out _) == System.Buffers.OperationStatus.Done
            ? hash
            : throw new WorkRefusedException($"\"{field}\" must hold a SHA-256 of 64 hexadecimal characters.");
    }

    public static string Format(ReadOnlySpan<byte> hash) => Convert.ToHexStringLower(hash);
}
