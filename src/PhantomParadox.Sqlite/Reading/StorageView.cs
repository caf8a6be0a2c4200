using Microsoft.Data.Sqlite;
using PhantomParadox.Sqlite.Files;
using PhantomParadox.Sqlite.Journal;
using PhantomParadox.Sqlite.Snapshots;

namespace PhantomParadox.Sqlite.Reading;

/// <summary>All files of a market as they were at one moment, however long they are read: a read transaction holds each.</summary>
/// <remarks>
/// The order of the moments makes one of them. Snapshots first: then none is ahead of the journal. The archive last: a job that the journal
/// says was archived is in it, and what the archive knows too early is only written again.
/// </remarks>
internal sealed class StorageView : IDisposable
{
    private const int MostTries = 5;

    private readonly Stack<SqliteConnection> _open = new();

    private StorageView(string path)
    {
        Snapshots = Hold(StorageFiles.Snapshots(path), "SELECT count(*) FROM snapshots");
        Journal = Hold(path, "SELECT count(*) FROM sqlite_schema") ?? throw new SqliteStorageException($"There is no journal '{path}'.");
        Archive = Hold(StorageFiles.Archive(path), "SELECT count(*) FROM sqlite_schema");
        (Head, Trimmed) = JournalFile.ReadEnd(Journal, path);
        var newest = Snapshots is null ? 0 : SnapshotReader.List(Snapshots).Select(header => header.Position).FirstOrDefault();
        IsWhole = newest >= Trimmed && newest <= Head.Position;
    }

    public SqliteConnection Journal { get; }

    public SqliteConnection? Snapshots { get; }

    public SqliteConnection? Archive { get; }

    public JournalHead Head { get; }

    public long Trimmed { get; }

    private bool IsWhole { get; }

    /// <exception cref="JournalCorruptException">The journal was trimmed to above its snapshots.</exception>
    /// <exception cref="IOException">A file can't be read.</exception>
    public static StorageView Open(string path)
    {
        for (var tries = 1; ; tries++)
        {
            var view = OpenOnce(path);
            if (view.IsWhole)
                return view;
            view.Dispose();
            // Two snapshots can have come, and the journal been trimmed, between the two moments. Not five times.
            if (tries == MostTries)
                throw new JournalCorruptException($"Position {view.Trimmed}: the journal was trimmed up to here, and no snapshot leads to what is left.");
        }
    }

    public void Dispose()
    {
        while (_open.TryPop(out var connection))
            connection.Dispose();
    }

    private static StorageView OpenOnce(string path)
    {
        try
        {
            return new StorageView(path);
        }
        catch (SqliteException error)
        {
            throw Faults.IsDamage(error)
                ? new JournalCorruptException($"'{path}', or a file beside it, is damaged: {error.Message}", error)
                : Faults.Io($"'{path}', or a file beside it, can't be read", error);
        }
    }

    // A transaction begins with its first reading.
    private SqliteConnection? Hold(string path, string firstReading)
    {
        if (!File.Exists(path))
            return null;
        var connection = DatabaseFile.Open(path, SqliteOpenMode.ReadOnly);
        _open.Push(connection);
        DatabaseFile.Execute(connection, "BEGIN");
        DatabaseFile.ReadNumber(connection, firstReading);
        return connection;
    }
}
