using System.Diagnostics;
using Microsoft.Data.Sqlite;
using PhantomParadox.Sqlite.Files;

namespace PhantomParadox.Sqlite.Reading;

/// <summary>Puts a copy of a market's files where a host will run it.</summary>
internal static class StorageRestoring
{
    private const string Unfinished = ".restoring";

    public static void Run(SqliteStorageReader copy, string path)
    {
        if (StorageFiles.All(path).FirstOrDefault(File.Exists) is { } there)
            throw new SqliteStorageException($"'{there}' is there already; a market is restored to where none lies.");
        var head = copy.ReadEnd().Head;
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        // Held from here on, so that no host begins a market between two files.
        using var held = StorageLock.Take(path);
        if (File.Exists(path))
            throw new SqliteStorageException($"'{path}' is there already; a market is restored to where none lies.");
        try
        {
            Make(StorageFiles.Archive(copy.Path), StorageFiles.Archive(path));
            Make(StorageFiles.Snapshots(copy.Path), StorageFiles.Snapshots(path));
            held.Mark(head.Position, head.BatchHash.Span);
            Make(copy.Path, path + Unfinished);
            File.Move(path + Unfinished, path);
        }
        catch (Exception error)
        {
            foreach (var file in StorageFiles.All(path).Append(path + Unfinished))
                Remove(file);
            if (error is SqliteException cause)
                throw Faults.Io($"'{path}' can't be restored", cause);
            throw;
        }
    }

    // What can't be removed stands in the way of the next try, which says so; what went wrong first is told now.
    private static void Remove(string file)
    {
        try
        {
            File.Delete(file);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Debug.WriteLine(error.Message);
        }
    }

    // A host's files have a write-ahead log, which is a property of the file.
    private static void Make(string source, string path)
    {
        if (!File.Exists(source))
            return;
        File.Copy(source, path);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        var connection = DatabaseFile.Open(path, SqliteOpenMode.ReadWrite);
        try
        {
            DatabaseFile.UseWriteAheadLog(connection, path);
        }
        finally
        {
            DatabaseFile.CloseAlone(connection);
        }

        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None, bufferSize: 0);
        file.Flush(flushToDisk: true);
    }
}
