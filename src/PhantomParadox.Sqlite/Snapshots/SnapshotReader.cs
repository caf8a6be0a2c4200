using Microsoft.Data.Sqlite;
using PhantomParadox.Sqlite.Files;

namespace PhantomParadox.Sqlite.Snapshots;

/// <summary>Reads the pieces of one snapshot on a connection of its own, one in memory at a time.</summary>
internal sealed class SnapshotReader : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly Statement _piece;
    private readonly long _position;
    private readonly long _first;
    private readonly long _count;
    private byte[] _bytes = [];
    private long _read;

    private SnapshotReader(SqliteConnection connection, long position)
    {
        (_connection, _position) = (connection, position);
        _piece = new Statement(connection, "SELECT bytes FROM pieces WHERE id = ?1");
        using var snapshot = new Statement(connection, "SELECT id, pieces FROM snapshots WHERE position = ?1 AND whole = 1");
        if (!snapshot.Bind(1, position).Step())
            throw new SnapshotCorruptException($"There is no snapshot of position {position}.");
        (_first, _count) = (snapshot.Number(0) * PieceTable.MostPieces, snapshot.Number(1));
    }

    /// <summary>The snapshots that are whole, the greatest position first.</summary>
    /// <exception cref="IOException">The file can't be read.</exception>
    public static IReadOnlyList<SnapshotHeader> List(string path, SqliteOpenMode mode)
    {
        try
        {
            using var connection = DatabaseFile.Open(path, mode);
            return List(connection);
        }
        catch (SqliteException error)
        {
            throw Faults.Io($"'{path}' can't be read", error);
        }
    }

    /// <inheritdoc cref="List(string, SqliteOpenMode)"/>
    public static IReadOnlyList<SnapshotHeader> List(SqliteConnection connection)
    {
        using var statement = new Statement(connection, "SELECT position, state_hash FROM snapshots WHERE whole = 1 ORDER BY position DESC");
        var headers = new List<SnapshotHeader>();
        while (statement.Step())
            headers.Add(new SnapshotHeader(statement.Number(0), statement.Bytes(1).ToArray()));
        return headers;
    }

    /// <exception cref="SnapshotCorruptException">There is none, or the file is damaged.</exception>
    public static SnapshotReader Open(string path, long position, SqliteOpenMode mode)
    {
        SqliteConnection? connection = null;
        try
        {
            connection = DatabaseFile.Open(path, mode);
            return new SnapshotReader(connection, position);
        }
        catch (SqliteException error)
        {
            connection?.Dispose();
            throw Damaged(position, error);
        }
        catch
        {
            connection?.Dispose();
            throw;
        }
    }

    /// <summary>The next piece, good until the one after it is asked for; null behind the last.</summary>
    public ReadOnlyMemory<byte>? Next()
    {
        if (_read == _count)
            return null;
        try
        {
            if (!_piece.Bind(1, _first + _read).Step())
                throw new SnapshotCorruptException($"Piece {_read} of the snapshot of position {_position} is gone.");
            _read++;
            return Keep(_piece.Bytes(0));
        }
        catch (SqliteException error)
        {
            throw Damaged(_position, error);
        }
        finally
        {
            _piece.Reset();
        }
    }

    public void Dispose()
    {
        _piece.Dispose();
        _connection.Dispose();
    }

    // In one array for all: an array for each would be a large object, and make the collector look through the whole heap every few pieces.
    private ReadOnlyMemory<byte> Keep(ReadOnlySpan<byte> piece)
    {
        if (piece.Length > _bytes.Length)
            _bytes = new byte[piece.Length];
        piece.CopyTo(_bytes);
        return _bytes.AsMemory(0, piece.Length);
    }

    private static SnapshotCorruptException Damaged(long position, SqliteException error) =>
        new($"The snapshot of position {position} can't be read: {error.Message}", error);
}
