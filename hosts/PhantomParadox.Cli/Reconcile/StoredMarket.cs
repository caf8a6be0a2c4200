using PhantomParadox.Sqlite;

namespace PhantomParadox.Cli;

/// <summary>A market's journal and snapshots, wherever they are kept. They are only read, also beside a running host.</summary>
internal abstract class StoredMarket : IAsyncDisposable
{
    public abstract ISnapshotStore Snapshots { get; }

    /// <summary>Where the journal ends, and the position of the last event that was trimmed; 0 for none.</summary>
    public abstract ValueTask<(JournalHead Head, long TrimmedTo)> ReadEndAsync(CancellationToken cancellationToken);

    /// <summary>Reads batches in order, from the one that holds a position.</summary>
    public abstract IAsyncEnumerable<ReadOnlyMemory<byte>> ReadJournalAsync(long from, CancellationToken cancellationToken);

    public virtual ValueTask DisposeAsync() => default;

    /// <summary>One that is kept in files of SQLite.</summary>
    public static StoredMarket OfFile(string path) => new FileMarket(SqliteStorage.OpenRead(path));

    private sealed class FileMarket(SqliteStorageReader storage) : StoredMarket
    {
        public override ISnapshotStore Snapshots => storage.Snapshots;

        public override ValueTask<(JournalHead Head, long TrimmedTo)> ReadEndAsync(CancellationToken cancellationToken) => new(storage.ReadEnd());

        public override IAsyncEnumerable<ReadOnlyMemory<byte>> ReadJournalAsync(long from, CancellationToken cancellationToken) =>
            storage.ReadJournalAsync(from, cancellationToken);
    }
}
