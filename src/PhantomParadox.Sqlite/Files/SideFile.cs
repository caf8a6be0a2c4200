using Microsoft.Data.Sqlite;

namespace PhantomParadox.Sqlite.Files;

/// <summary>Opens a file beside the journal for its one writer, and makes it where it is missing.</summary>
internal static class SideFile
{
    /// <param name="path">The file.</param>
    /// <param name="applicationId">What marks it as one of its kind.</param>
    /// <param name="format">The one format that is read.</param>
    /// <param name="schema">Makes its tables.</param>
    /// <param name="checkpointPages">Pages of log after which a commit moves them into the file.</param>
    /// <exception cref="SqliteException">It can't be opened.</exception>
    /// <exception cref="SqliteStorageException">It is something else, or of another format.</exception>
    public static SqliteConnection Open(string path, int applicationId, int format, string schema, int checkpointPages)
    {
        var connection = DatabaseFile.Open(path, SqliteOpenMode.ReadWriteCreate, checkpointPages);
        try
        {
            var id = DatabaseFile.ReadNumber(connection, "PRAGMA application_id");
            if (id == 0 && DatabaseFile.ReadNumber(connection, "SELECT count(*) FROM sqlite_schema") == 0)
            {
                DatabaseFile.UseWriteAheadLog(connection, path);
                DatabaseFile.Execute(connection, $"BEGIN IMMEDIATE; {schema} PRAGMA application_id={applicationId}; PRAGMA user_version={format}; COMMIT;");
                return connection;
            }

            if (id != applicationId)
                throw new SqliteStorageException($"'{path}' is a database of something else.");
            var found = DatabaseFile.ReadNumber(connection, "PRAGMA user_version");
            if (found != format)
                throw new SqliteStorageException($"'{path}' has format {found}; this version reads format {format} only.");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
