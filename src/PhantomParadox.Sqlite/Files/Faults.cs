using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace PhantomParadox.Sqlite.Files;

/// <summary>Tells what SQLite's errors mean to a caller of the seams.</summary>
internal static class Faults
{
    /// <summary>Whether the file itself is damaged, or is none.</summary>
    public static bool IsDamage(SqliteException error) =>
        error.SqliteErrorCode is raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB or raw.SQLITE_FORMAT;

    public static IOException Io(string what, SqliteException error) =>
        new($"{what}: SQLite says {error.SqliteExtendedErrorCode}, {error.Message}", error);
}
