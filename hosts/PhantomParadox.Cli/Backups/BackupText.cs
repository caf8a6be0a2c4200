namespace PhantomParadox.Cli;

/// <summary>What backups say to people.</summary>
internal static class BackupText
{
    public const string Beacon =
        "The beacon's chain file is not part of a backup: unless a newer one lies there, the host begins a new chain, and draws that wait for the lost one end by Jury:TimeoutPolicy.";

    public static string Made(BackupManifest manifest, string folder) => Lines(
        $"{folder}: position {manifest.Position}, {manifest.Files.Sum(file => file.Size)} bytes in {manifest.Files.Count} files, read back and replayed",
        $"state {manifest.StateHash}");

    public static string Restored(BackupManifest manifest, string path) => Lines(
        $"{path}: restored to position {manifest.Position}, as it was at {manifest.MadeAt:O}", $"state {manifest.StateHash}", Beacon);

    private static string Lines(params string[] lines) => string.Concat(lines.Select(line => line + Environment.NewLine));
}
