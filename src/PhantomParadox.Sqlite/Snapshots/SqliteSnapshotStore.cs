using System.Diagnostics;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using PhantomParadox.Sqlite.Files;

namespace PhantomParadox.Sqlite.Snapshots;

/// <summary>Snapshots in a file of their own, a row a piece: writing one never makes a commit of the journal wait for its lock.</summary>
/// <remarks>It works on the caller's thread, and blocks it: that of the maker of snapshots, which stands behind others.</remarks>
internal sealed class SqliteSnapshotStore : ISnapshotStore, IDisposable
{
    private const int ApplicationId = 0x50_50_53_31;   // "PPS1"
    private const int Format = 1;

    // Each piece: what is synced at once keeps the journal's commits waiting for the disk.
    private const int CheckpointPages = 16;

    private readonly string _path;
    private readonly SqliteConnection _connection;
    private readonly PieceTable _table;
    private readonly SemaphoreSlim _one = new(1);
    private int _disposed;

    private SqliteSnapshotStore(string path, SqliteConnection connection)
    {
        (_path, _connection) = (path, connection);
        _table = new PieceTable(connection);
        _table.RemoveUnfinished();
    }

    /// <summary>Opens the store. A damaged file is put aside: the journal still holds what snapshots only shorten.</summary>
    /// <exception cref="SqliteStorageException">The file is something else, or of another format.</exception>
    /// <exception cref="IOException">It can't be read or written.</exception>
    public static SqliteSnapshotStore Open(string path, List<string> notes)
    {
        try
        {
            return Make(path);
        }
        catch (SqliteException error) when (Faults.IsDamage(error))
        {
            foreach (var end in (ReadOnlySpan<string>)["", "-wal", "-shm"])
            {
                if (File.Exists(path + end))
                    File.Move(path + end, $"{path}.damaged{end}", overwrite: true);
            }

            notes.Add($"The snapshots were damaged ({error.Message}) and lie in '{path}.damaged' now; the journal is read without them.");
            return Make(path);
        }
        catch (SqliteException error)
        {
            throw Faults.Io($"'{path}' can't be opened", error);
        }
    }

    public async ValueTask WriteAsync(
        SnapshotHeader header, IAsyncEnumerable<ReadOnlyMemory<byte>> pieces, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(header);
        ArgumentNullException.ThrowIfNull(pieces);
        await _one.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var snapshot = Call(() => _table.Begin(header));
            try
            {
                var count = 0L;
                await foreach (var piece in pieces.WithCancellation(cancellationToken).ConfigureAwait(false))
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    var number = count++;
                    Call(() => _table.Add(snapshot, number, piece.Span));
                }

                cancellationToken.ThrowIfCancellationRequested();
                Call(() => _table.Finish(snapshot, header.Position, count));
            }
            catch
            {
                Call(() => _table.Abandon(snapshot));
                throw;
            }
            finally
            {
                Sweep(cancellationToken);
            }
        }
        finally
        {
            _one.Release();
        }
    }

    public ValueTask<IReadOnlyList<SnapshotHeader>> ListAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new(SnapshotReader.List(_path, SqliteOpenMode.ReadWrite));
    }

    public async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(
        long position, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await ValueTask.CompletedTask.ConfigureAwait(false);
        using var reader = SnapshotReader.Open(_path, position, SqliteOpenMode.ReadWrite);
        while (reader.Next() is { } piece)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return piece;
        }
    }

    public async ValueTask RemoveAsync(long position, CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            Call(() => _table.Remove(position));
            Sweep(cancellationToken);
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;

        // What is being written ends first.
        _one.Wait();
        _table.Dispose();
        DatabaseFile.CheckpointAndTruncate(_connection);
        _connection.Dispose();
        _one.Dispose();
    }

    private static SqliteSnapshotStore Make(string path)
    {
        var connection = SideFile.Open(path, ApplicationId, Format, PieceTable.Schema, CheckpointPages);
        try
        {
            return new SqliteSnapshotStore(path, connection);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    // A few at a time, with rests, so that the disk is free in between. A stop doesn't wait for it: what is left goes with the next snapshot.
    private void Sweep(CancellationToken cancellationToken)
    {
        for (var began = Stopwatch.GetTimestamp();
            !cancellationToken.IsCancellationRequested && Call(_table.Sweep);
            began = Stopwatch.GetTimestamp())
            cancellationToken.WaitHandle.WaitOne(Rest.After(Stopwatch.GetElapsedTime(began)));
    }

    private void Call(Action action) => Call(() =>
    {
        action();
        return true;
    });

    private T Call<T>(Func<T> function)
    {
        try
        {
            return function();
        }
        catch (SqliteException error)
        {
            throw Faults.Io($"'{_path}' can't be written", error);
        }
    }
}
