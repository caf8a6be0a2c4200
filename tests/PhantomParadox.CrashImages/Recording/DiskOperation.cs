namespace PhantomParadox.CrashImages.Recording;

/// <summary>What happened to the disk, or was told of it, one after the other.</summary>
/// <param name="Moment">In the midst of what.</param>
internal abstract record DiskOperation(Moment Moment)
{
    /// <summary>A file got a name in the folder.</summary>
    public sealed record Made(Moment Moment, int File, string Name) : DiskOperation(Moment);

    /// <summary>A name was taken out of the folder.</summary>
    public sealed record Removed(Moment Moment, string Name) : DiskOperation(Moment);

    /// <summary>Bytes were written.</summary>
    public sealed record Wrote(Moment Moment, int File, long Offset, byte[] Bytes) : DiskOperation(Moment);

    /// <summary>A file got another length.</summary>
    public sealed record Cut(Moment Moment, int File, long Length) : DiskOperation(Moment);

    /// <summary>A sync has ended: what was done to the file before it began is on the disk.</summary>
    public sealed record Synced(Moment Moment, int File, int Before) : DiskOperation(Moment);

    /// <summary>The folder was synced: the names made and removed before it began are on the disk.</summary>
    public sealed record SyncedFolder(Moment Moment, int Before) : DiskOperation(Moment);

    /// <summary>The mark of what was acknowledged was written, which nobody syncs.</summary>
    public sealed record Marked(Moment Moment, byte[] Bytes) : DiskOperation(Moment);

    /// <summary>The market was told that all up to a position is durable, and may tell everybody.</summary>
    public sealed record Told(Moment Moment, long Position) : DiskOperation(Moment);
}

/// <summary>What the storage was about when the power went.</summary>
internal enum Moment
{
    /// <summary>Files are made, or change their manner of journaling.</summary>
    Making,

    /// <summary>A commit goes into the journal's log.</summary>
    Commit,

    /// <summary>The log begins anew, or is emptied at a close.</summary>
    LogRestart,

    /// <summary>The log is moved into the journal's file.</summary>
    Checkpoint,

    /// <summary>Old batches are removed.</summary>
    Trim,

    /// <summary>A snapshot goes into its log.</summary>
    Snapshot,

    /// <summary>A snapshot's log is moved into its file.</summary>
    SnapshotCheckpoint,

    /// <summary>Ended jobs go into the archive's log.</summary>
    Archive,

    /// <summary>The archive's log is moved into its file.</summary>
    ArchiveCheckpoint,

    /// <summary>A commit was acknowledged just now.</summary>
    Acknowledgement,
}
