using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace PhantomParadox.Sqlite.Files;

/// <summary>Opens connections to one file, all in the same manner.</summary>
internal static class DatabaseFile
{
    // SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE: a file that was found damaged is left as it was found.
    private const int NoCheckpointOnClose = 1006;

    private const int BusyMilliseconds = 10_000;

    /// <summary>Opens a connection.</summary>
    /// <param name="path">The file.</param>
    /// <param name="mode">Whether it may be made.</param>
    /// <param name="checkpointPages">Pages of log after which a commit moves them into the file; 0 leaves it to others.</param>
    /// <exception cref="SqliteException">It can't be opened.</exception>
    public static SqliteConnection Open(string path, SqliteOpenMode mode, int checkpointPages = 0)
    {
        NativeLibrary.Require();
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = mode,
            Pooling = false,
        }.ToString());
        try
        {
            connection.Open();
            raw.sqlite3_busy_timeout(connection.Handle, BusyMilliseconds);
            raw.sqlite3_db_config(connection.Handle, NoCheckpointOnClose, 1, out _);
            raw.sqlite3_wal_autocheckpoint(connection.Handle, checkpointPages);
            Execute(connection, "PRAGMA synchronous=FULL; PRAGMA trusted_schema=OFF; PRAGMA cell_size_check=ON;");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Closes the last connection to a file that nobody else knows yet, so that nothing but the file is left.</summary>
    public static void CloseAlone(SqliteConnection connection)
    {
        raw.sqlite3_db_config(connection.Handle, NoCheckpointOnClose, 0, out _);
        connection.Dispose();
    }

    public static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Written in this library, never made from input.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
    }

    public static long ReadNumber(SqliteConnection connection, string sql)
    {
        using var statement = new Statement(connection, sql);
        return statement.Step() ? statement.Number(0) : 0;
    }

    /// <summary>Goes over to a write-ahead log, which it stays with.</summary>
    /// <exception cref="IOException">The file system can't carry one.</exception>
    public static void UseWriteAheadLog(SqliteConnection connection, string path)
    {
        using var statement = new Statement(connection, "PRAGMA journal_mode=WAL");
        var isOne = statement.Step() && statement.Bytes(0).SequenceEqual("wal"u8);
        // Only behind its last row is the change committed: a disk that fails says so there.
        while (statement.Step())
        {
        }

        if (!isOne)
            throw new IOException($"'{path}' can't have a write-ahead log here; a local file system is needed.");
    }

    /// <summary>Moves the log into the file, for a close in good order. What readers still hold up is left to the next time.</summary>
    public static void CheckpointAndTruncate(SqliteConnection connection) =>
        raw.sqlite3_wal_checkpoint_v2(connection.Handle, "main", raw.SQLITE_CHECKPOINT_TRUNCATE, out _, out _);
}
