using Microsoft.Data.Sqlite;
using PhantomParadox.Sqlite.Files;
using SQLitePCL;

namespace PhantomParadox.Sqlite.Reading;

/// <summary>Copies a database page by page with SQLite's backup, which sees what its connection's transaction sees.</summary>
internal static class DatabaseCopy
{
    private const int PagesAtOnce = 1_024;

    /// <summary>Makes a file that stands alone, without a log beside it, and is on the disk when this returns.</summary>
    /// <param name="source">The database.</param>
    /// <param name="path">The file to make.</param>
    /// <param name="progress">Told of pages done, and of all pages.</param>
    /// <param name="cancellationToken">Gives up between pages.</param>
    /// <exception cref="SqliteException">It can't be read or written.</exception>
    public static void Make(SqliteConnection source, string path, Action<long, long>? progress, CancellationToken cancellationToken)
    {
        using var copy = DatabaseFile.Open(path, SqliteOpenMode.ReadWriteCreate);
        using (var backup = raw.sqlite3_backup_init(copy.Handle, "main", source.Handle, "main"))
        {
            if (backup is null || backup.IsInvalid)
                SqliteException.ThrowExceptionForRC(raw.sqlite3_errcode(copy.Handle), copy.Handle);
            int code;
            do
            {
                cancellationToken.ThrowIfCancellationRequested();
                code = raw.sqlite3_backup_step(backup, PagesAtOnce);
                if (code is not (raw.SQLITE_OK or raw.SQLITE_DONE))
                    SqliteException.ThrowExceptionForRC(code, copy.Handle);
                var all = raw.sqlite3_backup_pagecount(backup);
                progress?.Invoke(all - raw.sqlite3_backup_remaining(backup), all);
            }
            while (code == raw.SQLITE_OK);
        }

        DatabaseFile.Execute(copy, "PRAGMA journal_mode=DELETE");
    }

    /// <summary>Looks at every page; null where all is in order, else what is wrong first.</summary>
    public static string? FindDamage(string path)
    {
        try
        {
            using var connection = DatabaseFile.Open(path, SqliteOpenMode.ReadOnly);
            using var statement = new Statement(connection, "PRAGMA quick_check(1)");
            statement.Step();
            return statement.Bytes(0).SequenceEqual("ok"u8) ? null : System.Text.Encoding.UTF8.GetString(statement.Bytes(0));
        }
        catch (SqliteException error) when (Faults.IsDamage(error))
        {
            return error.Message;
        }
        catch (SqliteException error)
        {
            throw Faults.Io($"'{path}' can't be read", error);
        }
    }
}
