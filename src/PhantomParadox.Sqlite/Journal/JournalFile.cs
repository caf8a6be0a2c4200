using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using PhantomParadox.Sqlite.Files;

namespace PhantomParadox.Sqlite.Journal;

/// <summary>Opens the journal's file: makes a new one, or looks at what is there before anything is written.</summary>
internal static class JournalFile
{
    private const int ApplicationId = 0x50_50_4A_31;   // "PPJ1"
    private const int Format = 1;

    // The bytes stand last, so that what stands before them is read without them.
    private const string Schema = """
        CREATE TABLE batches (
            last INTEGER PRIMARY KEY, first INTEGER NOT NULL, count INTEGER NOT NULL, term INTEGER NOT NULL, nonce BLOB NOT NULL,
            previous BLOB NOT NULL, hash BLOB NOT NULL, bytes BLOB NOT NULL
        ) STRICT;
        """;

    /// <summary>Opens it for its one writer.</summary>
    /// <exception cref="JournalCorruptException">It is damaged, of a newer format, or shorter than what was acknowledged.</exception>
    /// <exception cref="IOException">It can't be read or written.</exception>
    public static (SqliteConnection Connection, JournalHead Head) Open(string path, StorageLock held, List<string> notes)
    {
        SqliteConnection? connection = null;
        try
        {
            var isNew = !File.Exists(path);
            var log = new FileInfo(path + "-wal");
            var logBytes = log.Exists ? log.Length : 0;
            if (isNew && held.TryReadMark(out var lost, out _) && lost > 0)
                throw Missing(path, lost, 0);

            connection = DatabaseFile.Open(path, isNew ? SqliteOpenMode.ReadWriteCreate : SqliteOpenMode.ReadWrite);
            if (IsEmpty(connection))
                Create(connection, path);
            else
            {
                Check(connection, path);
                DatabaseFile.UseWriteAheadLog(connection, path);
            }

            var head = ReadHead(connection);
            Compare(connection, path, head.Position, held, notes);
            if (logBytes > 0)
                notes.Add($"The journal was not closed in order: its log was read, up to position {head.Position}.");
            return (connection, head);
        }
        catch (SqliteException error)
        {
            connection?.Dispose();
            throw Faults.IsDamage(error)
                ? new JournalCorruptException($"'{path}' is damaged, or no journal: {error.Message}", error)
                : Faults.Io($"'{path}' can't be opened", error);
        }
        catch
        {
            connection?.Dispose();
            throw;
        }
    }

    /// <summary>Looks where it ends, and what was trimmed, on a connection that stands in a transaction.</summary>
    /// <exception cref="JournalCorruptException">It is no journal, or its end is damaged.</exception>
    public static (JournalHead Head, long Trimmed) ReadEnd(SqliteConnection connection, string path)
    {
        Check(connection, path);
        return (ReadHead(connection), JournalState.Read(connection).Trimmed);
    }

    // A crash may have come between making the file and filling it.
    private static bool IsEmpty(SqliteConnection connection) =>
        DatabaseFile.ReadNumber(connection, "SELECT count(*) FROM sqlite_schema") == 0
        && DatabaseFile.ReadNumber(connection, "PRAGMA application_id") == 0;

    private static void Create(SqliteConnection connection, string path)
    {
        DatabaseFile.UseWriteAheadLog(connection, path);
        DatabaseFile.Execute(connection, "BEGIN IMMEDIATE");
        DatabaseFile.Execute(connection, Schema + JournalState.Schema);
        DatabaseFile.Execute(connection, $"PRAGMA application_id={ApplicationId}; PRAGMA user_version={Format};");
        JournalState.Empty.Write(connection);
        DatabaseFile.Execute(connection, "COMMIT");
    }

    private static void Check(SqliteConnection connection, string path)
    {
        if (DatabaseFile.ReadNumber(connection, "PRAGMA application_id") != ApplicationId)
            throw new JournalCorruptException($"'{path}' is a database of something else, not a journal.");
        var format = DatabaseFile.ReadNumber(connection, "PRAGMA user_version");
        if (format != Format)
            throw new JournalCorruptException($"'{path}' has format {format}; this version reads format {Format} only.");
    }

    private static JournalHead ReadHead(SqliteConnection connection)
    {
        var state = JournalState.Read(connection);
        using var statement = new Statement(connection, "SELECT last, term, hash, bytes FROM batches ORDER BY last DESC LIMIT 1");
        if (!statement.Step())
        {
            return state.Trimmed == 0
                ? new JournalHead(0, new byte[32], state.Epoch)
                : throw new JournalCorruptException($"Position {state.Trimmed + 1}: all batches are missing.");
        }

        var position = statement.Number(0);
        if ((ulong)statement.Number(1) > state.Epoch.Term)
            throw new JournalCorruptException($"Position {position}: the last batch is of a later term than the journal.");
        if (!SHA256.HashData(statement.Bytes(3)).AsSpan().SequenceEqual(statement.Bytes(2)))
            throw new JournalCorruptException($"Position {position}: the last batch is damaged.");
        return new JournalHead(position, statement.Bytes(2).ToArray(), state.Epoch);
    }

    private static void Compare(SqliteConnection connection, string path, long position, StorageLock held, List<string> notes)
    {
        if (!held.TryReadMark(out var acknowledged, out var hash))
        {
            if (position > 0)
                notes.Add($"Nothing beside the journal tells what was acknowledged last; its position {position} is believed.");
            return;
        }

        if (acknowledged > position)
            throw Missing(path, acknowledged, position);
        using var statement = new Statement(connection, "SELECT hash FROM batches WHERE last = ?1");
        statement.Bind(1, acknowledged);
        var same = statement.Step()
            ? statement.Bytes(0).SequenceEqual(hash)
            : acknowledged <= DatabaseFile.ReadNumber(connection, "SELECT trimmed FROM journal");
        if (!same)
            throw new JournalCorruptException(
                $"Position {acknowledged}: '{path}' holds another history than the one that was acknowledged. If it was put there on purpose, remove '{path}.mark'.");
    }

    private static JournalCorruptException Missing(string path, long acknowledged, long position) => new(
        $"Position {position + 1}: '{path}' ends at {position}, and {acknowledged} was acknowledged: its end is lost. If an older copy was put there on purpose, remove '{path}.mark'.");
}
