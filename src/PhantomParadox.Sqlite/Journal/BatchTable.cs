using System.Buffers.Binary;
using Microsoft.Data.Sqlite;
using PhantomParadox.Sqlite.Files;

namespace PhantomParadox.Sqlite.Journal;

/// <summary>The writer's statements on the batches, prepared once. For the writer's thread only.</summary>
internal sealed class BatchTable(SqliteConnection connection) : IDisposable
{
    private readonly Statement _begin = new(connection, "BEGIN IMMEDIATE");
    private readonly Statement _commit = new(connection, "COMMIT");
    private readonly Statement _rollback = new(connection, "ROLLBACK");
    private readonly Statement _end = new(connection, "SELECT term, nonce, (SELECT max(last) FROM batches) FROM journal WHERE id = 1");
    private readonly Statement _insert = new(
        connection, "INSERT INTO batches (last, first, count, term, nonce, previous, hash, bytes) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)");
    private readonly Statement _oldest = new(
        connection, "SELECT last, hash, length(bytes) FROM batches WHERE last <= ?1 AND last < ?2 ORDER BY last");
    private readonly Statement _delete = new(connection, "DELETE FROM batches WHERE last <= ?1");

    public void Begin() => _begin.Run();

    public void Commit() => _commit.Run();

    /// <summary>Gives the transaction up, where there still is one.</summary>
    public void Rollback()
    {
        // Some errors have rolled it back already.
        if (SQLitePCL.raw.sqlite3_get_autocommit(connection.Handle) == 0)
            _rollback.Run();
    }

    /// <summary>Reads whose term it is and where the journal ends.</summary>
    public (Epoch Epoch, long Position) ReadEnd()
    {
        try
        {
            if (!_end.Step())
                throw new JournalCorruptException("The journal's row of its term is missing.");
            var epoch = new Epoch((ulong)_end.Number(0), BinaryPrimitives.ReadUInt128LittleEndian(_end.Bytes(1)));
            return (epoch, _end.Number(2));
        }
        finally
        {
            _end.Reset();
        }
    }

    public void Insert(EncodedBatch batch, Epoch epoch, ReadOnlySpan<byte> previous)
    {
        Span<byte> nonce = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128LittleEndian(nonce, epoch.Nonce);
        _insert.Bind(1, batch.LastPosition).Bind(2, batch.FirstPosition).Bind(3, batch.Count).Bind(4, (long)epoch.Term)
            .Bind(5, nonce).Bind(6, previous).Bind(7, batch.Hash.Span).Bind(8, batch.Bytes.Span)
            .Run();
    }

    /// <summary>Removes a few of the oldest batches, inside a transaction.</summary>
    /// <param name="position">Only those that end at or below it.</param>
    /// <param name="end">Where the journal ends; the batch that ends there stays.</param>
    /// <param name="most">How many at most, and how many bytes, the last one apart.</param>
    /// <returns>Where the last one removed ended, and its hash; null where there was none to remove.</returns>
    public (long Last, byte[] Hash)? RemoveSome(long position, long end, TrimStep most)
    {
        var removed = default((long, byte[])?);
        try
        {
            _oldest.Bind(1, position).Bind(2, end);
            var bytes = 0L;
            for (var count = 0; count < most.Batches && bytes < most.Bytes && _oldest.Step(); count++)
            {
                removed = (_oldest.Number(0), _oldest.Bytes(1).ToArray());
                bytes += _oldest.Number(2);
            }
        }
        finally
        {
            _oldest.Reset();
        }

        if (removed is var (last, _))
            _delete.Bind(1, last).Run();
        return removed;
    }

    public void Dispose()
    {
        foreach (var statement in (ReadOnlySpan<Statement>)[_begin, _commit, _rollback, _end, _insert, _oldest, _delete])
            statement.Dispose();
    }
}
