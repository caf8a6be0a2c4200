using Microsoft.Data.Sqlite;
using PhantomParadox.Sqlite.Files;

namespace PhantomParadox.Sqlite.Snapshots;

/// <summary>The writer's statements on snapshots and their pieces. For one thread at a time.</summary>
/// <remarks>A piece's key is its snapshot's, times <see cref="MostPieces"/>, and its number: a snapshot's pieces lie side by side.</remarks>
internal sealed class PieceTable(SqliteConnection connection) : IDisposable
{
    /// <summary>Pieces of a snapshot at most: with 64 KiB each, 1 TiB.</summary>
    public const long MostPieces = 1L << 24;

    public const string Schema = """
        CREATE TABLE snapshots (
            id INTEGER PRIMARY KEY AUTOINCREMENT, position INTEGER NOT NULL, state_hash BLOB NOT NULL, pieces INTEGER, whole INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE pieces (id INTEGER PRIMARY KEY, bytes BLOB NOT NULL) STRICT;
        """;

    private const int RemovedAtOnce = 4;

    private readonly Statement _insert = new(connection, "INSERT INTO snapshots (position, state_hash, whole) VALUES (?1, ?2, 0)");
    private readonly Statement _piece = new(connection, "INSERT INTO pieces (id, bytes) VALUES (?1, ?2)");
    private readonly Statement _whole = new(connection, "UPDATE snapshots SET whole = 1, pieces = ?2 WHERE id = ?1");
    private readonly Statement _drop = new(connection, "DELETE FROM snapshots WHERE position = ?1 AND id <> ?2 AND whole = 1");
    private readonly Statement _dropOne = new(connection, "DELETE FROM snapshots WHERE id = ?1");
    private readonly Statement _sweep = new(
        connection, $"DELETE FROM pieces WHERE id IN (SELECT p.id FROM pieces p WHERE NOT EXISTS (SELECT 1 FROM snapshots s WHERE s.id = p.id / {MostPieces}) LIMIT {RemovedAtOnce})");

    private bool _syncsEach = true;

    /// <summary>Begins a snapshot that isn't offered yet, and gives its key.</summary>
    public long Begin(SnapshotHeader header)
    {
        // Until a snapshot is whole, nothing of it need outlast a loss of power; its last commit brings all to the disk.
        Sync(each: false);
        _insert.Bind(1, header.Position).Bind(2, header.StateHash.Span).Run();
        return SQLitePCL.raw.sqlite3_last_insert_rowid(connection.Handle);
    }

    public void Add(long snapshot, long number, ReadOnlySpan<byte> piece)
    {
        if (number >= MostPieces)
            throw new IOException($"A snapshot has at most {MostPieces} pieces.");
        _piece.Bind(1, (snapshot * MostPieces) + number).Bind(2, piece).Run();
    }

    /// <summary>Offers a snapshot from now on, in place of others of its position.</summary>
    public void Finish(long snapshot, long position, long pieces)
    {
        Sync(each: true);
        Together(() =>
        {
            _drop.Bind(1, position).Bind(2, snapshot).Run();
            _whole.Bind(1, snapshot).Bind(2, pieces).Run();
        });
    }

    /// <summary>Offers none of a position any more.</summary>
    public void Remove(long position)
    {
        Sync(each: true);
        _drop.Bind(1, position).Bind(2, 0).Run();
    }

    public void Abandon(long snapshot) => _dropOne.Bind(1, snapshot).Run();

    /// <summary>Removes what crashed writers left.</summary>
    public void RemoveUnfinished() => DatabaseFile.Execute(connection, "DELETE FROM snapshots WHERE whole = 0");

    /// <summary>Removes a few pieces that belong to no snapshot; false where there were none.</summary>
    public bool Sweep()
    {
        // Pieces that a loss of power brings back are swept again.
        Sync(each: false);
        _sweep.Run();
        return SQLitePCL.raw.sqlite3_changes(connection.Handle) > 0;
    }

    public void Dispose()
    {
        foreach (var statement in (ReadOnlySpan<Statement>)[_insert, _piece, _whole, _drop, _dropOne, _sweep])
            statement.Dispose();
    }

    /// <summary>Whether each commit waits for the disk, or only what moves the log into the file.</summary>
    private void Sync(bool each)
    {
        if (each != _syncsEach)
            DatabaseFile.Execute(connection, each ? "PRAGMA synchronous=FULL" : "PRAGMA synchronous=NORMAL");
        _syncsEach = each;
    }

    private void Together(Action action)
    {
        DatabaseFile.Execute(connection, "BEGIN IMMEDIATE");
        try
        {
            action();
            DatabaseFile.Execute(connection, "COMMIT");
        }
        catch
        {
            if (SQLitePCL.raw.sqlite3_get_autocommit(connection.Handle) == 0)
                DatabaseFile.Execute(connection, "ROLLBACK");
            throw;
        }
    }
}
