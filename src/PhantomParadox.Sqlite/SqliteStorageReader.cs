using Microsoft.Data.Sqlite;
using PhantomParadox.Sqlite.Files;
using PhantomParadox.Sqlite.Journal;
using PhantomParadox.Sqlite.Reading;

namespace PhantomParadox.Sqlite;

/// <summary>Reads a market's files, also beside the host that runs it, and never writes them.</summary>
/// <remarks>
/// Each reading has a connection of its own. SQLite still needs its index of the log (<c>-shm</c>) beside a file that a host has open. All
/// members may be used by any thread.
/// </remarks>
public sealed class SqliteStorageReader
{
    internal SqliteStorageReader(string path)
    {
        Path = path;
        Snapshots = new ReadOnlySnapshotStore(StorageFiles.Snapshots(path));
    }

    /// <summary>The full path of the journal's file.</summary>
    public string Path { get; }

    /// <summary>The snapshots; they can't be written or removed.</summary>
    public ISnapshotStore Snapshots { get; }

    /// <summary>Position that was acknowledged last by the host, as the mark beside the journal says; 0 where nothing is known of it.</summary>
    public long AcknowledgedPosition => StorageLock.ReadMark(Path);

    /// <summary>Bytes of journal, snapshots and archive, with their logs.</summary>
    public long Bytes => StorageFiles.All(Path).Select(file => new FileInfo(file)).Where(file => file.Exists).Sum(file => file.Length);

    /// <summary>Where the journal ends, and the position of the last event that was trimmed; 0 for none.</summary>
    /// <exception cref="JournalCorruptException">It is no journal, or its end is damaged.</exception>
    /// <exception cref="IOException">It can't be read.</exception>
    public (JournalHead Head, long TrimmedTo) ReadEnd()
    {
        try
        {
            using var connection = DatabaseFile.Open(Path, SqliteOpenMode.ReadOnly);
            DatabaseFile.Execute(connection, "BEGIN");
            return JournalFile.ReadEnd(connection, Path);
        }
        catch (SqliteException error)
        {
            throw Faults.IsDamage(error)
                ? new JournalCorruptException($"'{Path}' is damaged, or no journal: {error.Message}", error)
                : Faults.Io($"'{Path}' can't be read", error);
        }
    }

    /// <summary>Reads the journal's batches in order, from the one that holds a position to the end.</summary>
    /// <param name="from">The position, 1 or more.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The batches; the memory of one may be used again once the next is asked for.</returns>
    /// <exception cref="JournalCorruptException">A batch is damaged or doesn't follow the one before, or the position was trimmed.</exception>
    /// <exception cref="IOException">It can't be read.</exception>
    public IAsyncEnumerable<ReadOnlyMemory<byte>> ReadJournalAsync(long from, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(from, 1);
        return Journal.JournalReader.ReadAsync(Path, from, SqliteOpenMode.ReadOnly, cancellationToken);
    }

    /// <summary>
    /// Copies journal, snapshots and archive as they are at one moment into a folder, each a database that stands alone. While it runs the
    /// host goes on, and its logs grow.
    /// </summary>
    /// <param name="folder">The folder, which must be empty; it is made where it is missing.</param>
    /// <param name="progress">Told of each file's name, its pages done, and all its pages. Default: nobody is.</param>
    /// <param name="cancellationToken">Gives up; what was made stays.</param>
    /// <returns>What was copied.</returns>
    /// <exception cref="SqliteStorageException">The folder isn't empty.</exception>
    /// <exception cref="JournalCorruptException">The journal is damaged.</exception>
    /// <exception cref="IOException">A file can't be read or written.</exception>
    public SqliteCopy CopyTo(string folder, Action<string, long, long>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        var full = Directory.CreateDirectory(System.IO.Path.GetFullPath(folder)).FullName;
        if (Directory.EnumerateFileSystemEntries(full).Any())
            throw new SqliteStorageException($"'{full}' is not empty; a copy needs a folder of its own.");
        using var view = StorageView.Open(Path);
        var journal = System.IO.Path.Combine(full, System.IO.Path.GetFileName(Path));
        var files = new List<string>();
        foreach (var (source, file) in new[] { (view.Journal, journal), (view.Snapshots, StorageFiles.Snapshots(journal)), (view.Archive, StorageFiles.Archive(journal)) })
        {
            if (source is not null)
                Copy(source, file);
        }

        return new SqliteCopy(journal, files, view.Head, view.Trimmed);

        void Copy(SqliteConnection source, string file)
        {
            try
            {
                var name = System.IO.Path.GetFileName(file);
                DatabaseCopy.Make(source, file, progress is null ? null : (done, all) => progress(name, done, all), cancellationToken);
                files.Add(file);
            }
            catch (SqliteException error)
            {
                throw Faults.Io($"'{file}' can't be made", error);
            }
        }
    }

    /// <summary>Looks at every page of every file; null where all is in order, else what is wrong first.</summary>
    /// <param name="cancellationToken">Gives up between files.</param>
    /// <exception cref="IOException">A file can't be read.</exception>
    public string? FindDamage(CancellationToken cancellationToken = default)
    {
        foreach (var file in new[] { Path, StorageFiles.Snapshots(Path), StorageFiles.Archive(Path) }.Where(File.Exists))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (DatabaseCopy.FindDamage(file) is { } damage)
                return $"'{file}' is damaged: {damage}";
        }

        return null;
    }
}
