using System.Security.Cryptography;

namespace PhantomParadox.Cli;

/// <summary>One file of a backup.</summary>
/// <param name="Name">Its name in the folder.</param>
/// <param name="Size">Its bytes.</param>
/// <param name="Sha256">Their hash, in lower-case hexadecimal.</param>
internal sealed record BackupFile(string Name, long Size, string Sha256)
{
    public static async Task<BackupFile> OfAsync(string path, CancellationToken cancellationToken)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 20, FileOptions.SequentialScan);
        var hash = await SHA256.HashDataAsync(file, cancellationToken).ConfigureAwait(false);
        return new BackupFile(Path.GetFileName(path), file.Length, Convert.ToHexStringLower(hash));
    }

    /// <exception cref="BackupInvalidException">The file is missing or another.</exception>
    public async Task CheckAsync(string folder, CancellationToken cancellationToken)
    {
        var path = Path.Combine(folder, Name);
        if (!File.Exists(path))
            throw new BackupInvalidException($"'{path}' is missing.");
        var found = await OfAsync(path, cancellationToken).ConfigureAwait(false);
        if (found.Size != Size)
            throw new BackupInvalidException($"'{path}' has {found.Size} bytes; the manifest says {Size}.");
        if (found.Sha256 != Sha256)
            throw new BackupInvalidException($"'{path}' is damaged: its SHA-256 is {found.Sha256}; the manifest says {Sha256}.");
    }
}
