using System.Numerics;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using PhantomParadox.Sqlite.Files;

namespace PhantomParadox.Sqlite.Journal;

/// <summary>Reads batches on a connection of its own, each in a transaction of its own, so that no checkpoint waits for a slow reader.</summary>
internal sealed class JournalReader : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly Statement _next;
    private readonly Statement _trimmed;
    private readonly byte[] _hash = new byte[32];
    private byte[] _bytes = [];
    private long _position;

    private JournalReader(string path, SqliteOpenMode mode)
    {
        _connection = DatabaseFile.Open(path, mode);
        _next = new Statement(_connection, "SELECT first, last, count, previous, hash, bytes FROM batches WHERE last >= ?1 ORDER BY last LIMIT 1");
        _trimmed = new Statement(_connection, "SELECT trimmed FROM journal WHERE id = 1");
    }

    /// <exception cref="JournalCorruptException">The chain is broken, or what is asked for was trimmed.</exception>
    /// <exception cref="IOException">It can't be read.</exception>
    public static async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(
        string path, long from, SqliteOpenMode mode, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await ValueTask.CompletedTask.ConfigureAwait(false);
        using var reader = Try(path, from, () => Open(path, from, mode));
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (Try(path, reader._position + 1, reader.Next) is not { } batch)
                yield break;
            yield return batch;
        }
    }

    public void Dispose()
    {
        _next.Dispose();
        _trimmed.Dispose();
        _connection.Dispose();
    }

    private static JournalReader Open(string path, long from, SqliteOpenMode mode)
    {
        var reader = new JournalReader(path, mode);
        try
        {
            reader.Seek(from);
            return reader;
        }
        catch
        {
            reader.Dispose();
            throw;
        }
    }

    private static T Try<T>(string path, long position, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (SqliteException error)
        {
            throw Faults.IsDamage(error)
                ? new JournalCorruptException($"Position {position}: '{path}' is damaged: {error.Message}", error)
                : Faults.Io($"Position {position}: '{path}' can't be read", error);
        }
    }

    // What the first batch must follow is read in one transaction: a trim may be under way.
    private void Seek(long from)
    {
        DatabaseFile.Execute(_connection, "BEGIN");
        var state = JournalState.Read(_connection);
        if (from <= state.Trimmed)
            throw Trimmed(from, state.Trimmed);

        using (var before = new Statement(_connection, "SELECT last, hash FROM batches WHERE last < ?1 ORDER BY last DESC LIMIT 1"))
        {
            before.Bind(1, from);
            var found = before.Step();
            _position = found ? before.Number(0) : state.Trimmed;
            KeepHash(found ? before.Bytes(1) : state.TrimmedHash);
        }

        DatabaseFile.Execute(_connection, "COMMIT");
    }

    private ReadOnlyMemory<byte>? Next()
    {
        try
        {
            // Not in one expression, where null would become empty memory.
            if (_next.Bind(1, _position + 1).Step())
                return Read();
            return null;
        }
        finally
        {
            _next.Reset();
        }
    }

    private ReadOnlyMemory<byte> Read()
    {
        var (first, last) = (_next.Number(0), _next.Number(1));
        if (first != _position + 1)
            throw Gap(first);
        if (last < first || _next.Number(2) != last - first + 1)
            throw new JournalCorruptException($"Position {first}: the batch says that it ends at {last} and has {_next.Number(2)} events.");
        if (!_next.Bytes(3).SequenceEqual(_hash))
            throw new JournalCorruptException($"Position {first}: the batch doesn't follow the one before; the chain is broken.");

        var bytes = Keep(_next.Bytes(5));
        KeepHash(SHA256.HashData(bytes.Span));
        if (!_next.Bytes(4).SequenceEqual(_hash))
            throw new JournalCorruptException($"Position {first}: the batch is not the one that was written; its hash is another.");

        _position = last;
        return bytes;
    }

    // In one array for all: many would be large objects, and each few of those make the collector look through the whole heap.
    private ReadOnlyMemory<byte> Keep(ReadOnlySpan<byte> batch)
    {
        if (batch.Length > _bytes.Length)
            _bytes = new byte[BitOperations.RoundUpToPowerOf2((uint)batch.Length)];
        batch.CopyTo(_bytes);
        return _bytes.AsMemory(0, batch.Length);
    }

    private JournalCorruptException Gap(long first)
    {
        _trimmed.Step();
        var trimmed = _trimmed.Number(0);
        _trimmed.Reset();
        return _position < trimmed
            ? Trimmed(_position + 1, trimmed)
            : new JournalCorruptException($"Position {_position + 1}: a batch that begins at {first} stands here.");
    }

    private void KeepHash(ReadOnlySpan<byte> hash)
    {
        if (hash.Length != _hash.Length)
            throw new JournalCorruptException($"Position {_position + 1}: the hash of the batch before is damaged.");
        hash.CopyTo(_hash);
    }

    private static JournalCorruptException Trimmed(long position, long trimmed) =>
        new($"Position {position}: the journal was trimmed up to {trimmed}.");
}
