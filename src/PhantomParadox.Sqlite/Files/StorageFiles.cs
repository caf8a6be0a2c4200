namespace PhantomParadox.Sqlite.Files;

/// <summary>The names of a market's files, from that of its journal.</summary>
internal static class StorageFiles
{
    public static string Archive(string journal) => Beside(journal, "archive");

    public static string Snapshots(string journal) => Beside(journal, "snapshots");

    /// <summary>All that may lie there, but for the lock.</summary>
    public static IEnumerable<string> All(string journal) =>
        new[] { journal, Snapshots(journal), Archive(journal) }.SelectMany(file => new[] { file, file + "-wal", file + "-shm", file + "-journal" })
            .Append(journal + StorageLock.MarkEnd);

    private static string Beside(string path, string part) => Path.Combine(
        Path.GetDirectoryName(path)!, $"{Path.GetFileNameWithoutExtension(path)}.{part}{Path.GetExtension(path)}");
}
