using System.Security.Cryptography;

namespace PhantomParadox.Solana;

/// <summary>A key pair in a file, as the Solana CLI makes it, that only its owner can use.</summary>
internal static class KeypairFile
{
    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <exception cref="SignerException">It isn't there, can be used by others, or holds no key pair.</exception>
    public static KeypairSigner Open(string path)
    {
        var where = $"The key file {path}";
        var bytes = new byte[KeypairText.Longest + 1];
        try
        {
            using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read);

            // Asked of the open file, so that it can't be another by then.
            if (!OperatingSystem.IsWindows() && File.GetUnixFileMode(file) is var mode && (mode & Others) != 0)
                throw new SignerException($"{where} can be used by others than its owner (mode {Convert.ToString((int)mode & 0x1FF, 8)}): chmod 600 it.");
            var length = RandomAccess.Read(file, bytes, 0);
            return length <= KeypairText.Longest
                ? KeypairText.Read(bytes.AsSpan(0, length), where)
                : throw new SignerException($"{where} is longer than a key pair: {KeypairText.Longest} bytes at most.");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw new SignerException($"{where} can't be read.", error);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }
}
