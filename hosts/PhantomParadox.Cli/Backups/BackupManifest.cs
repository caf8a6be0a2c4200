using System.Text.Json;

namespace PhantomParadox.Cli;

/// <summary>What a backup holds. It is written last: a folder without one is no backup.</summary>
internal sealed record BackupManifest
{
    public const string Name = "manifest.json";

    private const int CurrentFormat = 1;
    private const int MostBytes = 64 * 1024;

    public int Format { get; init; } = CurrentFormat;

    public required DateTimeOffset MadeAt { get; init; }

    /// <summary>Name of the journal's file.</summary>
    public required string Journal { get; init; }

    /// <summary>Position of the last event.</summary>
    public required long Position { get; init; }

    /// <summary>SHA-256 of the last batch.</summary>
    public required string BatchHash { get; init; }

    /// <summary>SHA-256 of the state that the backup leads to.</summary>
    public required string StateHash { get; init; }

    /// <summary>The width that the hash was made with.</summary>
    public required int BucketWidth { get; init; }

    public required long TrimmedTo { get; init; }

    public required IReadOnlyList<BackupFile> Files { get; init; }

    /// <exception cref="BackupInvalidException">It is missing, of another format, or makes no sense.</exception>
    /// <exception cref="IOException">It can't be read.</exception>
    public static BackupManifest Read(string folder)
    {
        var path = Path.Combine(folder, Name);
        if (!File.Exists(path))
            throw new BackupInvalidException($"'{folder}' has no {Name}: it is no backup, or one that was not finished.");
        try
        {
            if (new FileInfo(path).Length > MostBytes)
                throw new BackupInvalidException($"'{path}' is too long for a manifest.");
            var manifest = JsonSerializer.Deserialize(File.ReadAllBytes(path), MarketJson.Default.BackupManifest)
                ?? throw new BackupInvalidException($"'{path}' says nothing.");
            return manifest.Format == CurrentFormat
                ? manifest.Checked(path)
                : throw new BackupInvalidException($"'{path}' has format {manifest.Format}; this version reads format {CurrentFormat} only.");
        }
        catch (JsonException error)
        {
            throw new BackupInvalidException($"'{path}' can't be read: {error.Message}", error);
        }
    }

    /// <summary>Writes it so that it is there whole or not at all.</summary>
    public void Write(string folder)
    {
        var path = Path.Combine(folder, Name);
        using (var file = new FileStream(path + ".new", FileMode.CreateNew, FileAccess.Write))
        {
            JsonSerializer.Serialize(file, this, MarketJson.Default.BackupManifest);
            file.Flush(flushToDisk: true);
        }

        File.Move(path + ".new", path);
    }

    private BackupManifest Checked(string path)
    {
        foreach (var name in Files.Select(file => file.Name).Append(Journal))
        {
            if (name.Length == 0 || name != Path.GetFileName(name) || name is "." or "..")
                throw new BackupInvalidException($"'{path}' names '{name}', which is no file of the backup.");
        }

        if (Files.All(file => file.Name != Journal))
            throw new BackupInvalidException($"'{path}' says nothing of the journal '{Journal}'.");
        return BucketWidth is >= 1 and <= 100 ? this : throw new BackupInvalidException($"'{path}': bucketWidth is {BucketWidth}; it must be from 1 to 100.");
    }
}
