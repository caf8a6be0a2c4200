using PhantomParadox.Sqlite.Archive;
using PhantomParadox.Sqlite.Files;
using PhantomParadox.Sqlite.Journal;
using PhantomParadox.Sqlite.Reading;
using PhantomParadox.Sqlite.Snapshots;

namespace PhantomParadox.Sqlite;

/// <summary>A market's journal, snapshots and archive on SQLite, opened together and held by this process alone.</summary>
/// <remarks>Dispose it after the market that stands on it. All members may be used by any thread.</remarks>
public sealed class SqliteStorage : IStorageStatus, IDisposable, IAsyncDisposable
{
    private readonly StorageLock _held;
    private readonly SqliteJournal _journal;
    private readonly SqliteSnapshotStore _snapshots;
    private readonly SqliteArchive _archive;
    private int _disposed;

    private SqliteStorage(string path, StorageLock held, SqliteJournal journal, SqliteSnapshotStore snapshots, SqliteArchive archive, List<string> notes)
    {
        Path = path;
        Notes = notes;
        Status = new StorageStatus("sqlite", Durable: true, [], notes);
        (_held, _journal, _snapshots, _archive) = (held, journal, snapshots, archive);
    }

    /// <summary>The full path of the journal's file.</summary>
    public string Path { get; }

    /// <summary>What was found and repaired at opening, a sentence each; empty where all was in order.</summary>
    public IReadOnlyList<string> Notes { get; }

    /// <inheritdoc/>
    public StorageStatus Status { get; }

    /// <summary>Version of the SQLite library in the process, such as <c>3.53.4</c>.</summary>
    public static string LibraryVersion => NativeLibrary.Version;

    /// <summary>The journal: one row a commit, durable when an append returns. After the first failed write it takes nothing more.</summary>
    public IJournal Journal => _journal;

    /// <summary>The snapshots, in a file of their own.</summary>
    public ISnapshotStore Snapshots => _snapshots;

    /// <summary>The archive, in a file of its own.</summary>
    public IArchive Archive => _archive;

    /// <summary>Opens the files, and makes those that are missing.</summary>
    /// <param name="options">Where they lie. Read once.</param>
    /// <returns>The storage; the caller disposes it.</returns>
    /// <exception cref="SqliteStorageException">
    /// Another process holds them, a file is something else or of another format, an option is outside its range, or SQLite is too old.
    /// </exception>
    /// <exception cref="JournalCorruptException">
    /// The journal is damaged, of a newer format, or ends before what was acknowledged; nothing was written.
    /// </exception>
    /// <exception cref="IOException">A file can't be read or written.</exception>
    public static SqliteStorage Open(SqliteStorageOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        NativeLibrary.Require();
        var path = System.IO.Path.GetFullPath(options.Path);
        List<string> notes = [];
        var opened = new Stack<IDisposable>();
        try
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
            var held = Opened(StorageLock.Take(path));
            var journal = SqliteJournal.Open(path, options, held, notes);
            opened.Push(journal);
            var archive = Opened(SqliteArchive.Open(StorageFiles.Archive(path), options.ArchivePercent));
            var snapshots = Opened(SqliteSnapshotStore.Open(StorageFiles.Snapshots(path), notes));
            return new SqliteStorage(path, held, journal, snapshots, archive, notes);
        }
        catch (Exception error)
        {
            while (opened.TryPop(out var part))
                part.Dispose();
            if (error is UnauthorizedAccessException)
                throw new SqliteStorageException($"'{path}' can't be used: {error.Message}", error);
            throw;
        }

        T Opened<T>(T part)
            where T : IDisposable
        {
            opened.Push(part);
            return part;
        }
    }

    /// <summary>Opens a market's files to read them, also while a host runs it: no lock is taken, and nothing is written.</summary>
    /// <param name="path">The journal's file, as <see cref="SqliteStorageOptions.Path"/>.</param>
    /// <returns>What reads them; it holds nothing open.</returns>
    /// <exception cref="SqliteStorageException">There is no such file, or SQLite is too old.</exception>
    public static SqliteStorageReader OpenRead(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        NativeLibrary.Require();
        var full = System.IO.Path.GetFullPath(path);
        return File.Exists(full) ? new SqliteStorageReader(full) : throw new SqliteStorageException($"There is no journal '{full}'.");
    }

    /// <summary>Makes a market's files from a copy, and marks its end as acknowledged. The journal comes last: without it no host starts.</summary>
    /// <param name="copy">The journal's file in the copy, of <see cref="SqliteStorageReader.CopyTo"/>.</param>
    /// <param name="path">The journal's file to make.</param>
    /// <exception cref="SqliteStorageException">Something lies there already, or there is no copy.</exception>
    /// <exception cref="JournalCorruptException">The copy's journal is damaged.</exception>
    /// <exception cref="IOException">A file can't be read or written; what was made is removed.</exception>
    public static void Restore(string copy, string path) => StorageRestoring.Run(OpenRead(copy), System.IO.Path.GetFullPath(path));

    /// <summary>Closes all files in good order. What the market has not been told is durable may not be.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;

        _journal.Dispose();
        _archive.Dispose();
        _snapshots.Dispose();
        _held.Dispose();
    }

    /// <inheritdoc cref="Dispose"/>
    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }
}
