namespace PhantomParadox.Sqlite;

/// <summary>Where a market lies on SQLite, and how it is treated there.</summary>
public sealed class SqliteStorageOptions
{
    /// <summary>
    /// The journal's file. A relative path is taken from the working directory; missing folders are made. The snapshots, the archive, the
    /// lock and the mark of what was acknowledged lie beside it: <c>market.db</c> has <c>market.snapshots.db</c>,
    /// <c>market.archive.db</c>, <c>market.db.lock</c> and <c>market.db.mark</c>. Default <c>data/market.db</c>. A local file system is
    /// needed.
    /// </summary>
    public string Path { get; set; } = "data/market.db";

    /// <summary>
    /// Bytes of write-ahead log after which it is moved into the journal's file, in the background: 1 MiB to 4 GiB. Default 32 MiB. A
    /// smaller one takes less space and time to recover, a larger one less work of the disk. Room for a quarter more is made at opening.
    /// </summary>
    public long CheckpointBytes { get; set; } = 32L << 20;

    /// <summary>
    /// Share of the time in which the archive may write, in percent, 1 to 100; the rest belongs to the journal, which shares the disk.
    /// Default 50.
    /// </summary>
    public int ArchivePercent { get; set; } = 50;

    /// <summary>Pages that the journal's file may have, for tests of a full disk; 0 is no limit.</summary>
    internal long MaxPages { get; set; }

    /// <exception cref="SqliteStorageException">A number is outside its range, or there is no path.</exception>
    internal void Validate()
    {
        if (string.IsNullOrWhiteSpace(Path))
            throw new SqliteStorageException("Storage:Path is empty; it must name the journal's file.");
        if (CheckpointBytes is < 1L << 20 or > 4L << 30)
            throw new SqliteStorageException($"CheckpointBytes is {CheckpointBytes}; it must be from {1L << 20} to {4L << 30}.");
        if (ArchivePercent is < 1 or > 100)
            throw new SqliteStorageException($"ArchivePercent is {ArchivePercent}; it must be from 1 to 100.");
    }
}
