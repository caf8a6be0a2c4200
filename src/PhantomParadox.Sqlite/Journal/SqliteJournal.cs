using Microsoft.Data.Sqlite;
using PhantomParadox.Sqlite.Files;

namespace PhantomParadox.Sqlite.Journal;

/// <summary>A journal with one row a commit. One thread of its own writes; readers have connections of their own.</summary>
/// <remarks>The first write that fails is the last: what became of it is told only by opening the file anew.</remarks>
internal sealed class SqliteJournal : IJournal, IDisposable
{
    private readonly string _path;
    private readonly StorageLock _held;
    private readonly SqliteConnection _connection;
    private readonly BatchTable _batches;
    private readonly Worker _writer = new("PhantomParadox journal");
    private readonly Checkpointer _checkpointer;
    private readonly Lock _commits = new();

    private readonly Lock _headGate = new();
    private readonly byte[] _headHash;
    private long _position;
    private Epoch _epoch;

    // Since the last step of a trim; the writer's thread alone knows them.
    private long _appendedBatches;
    private long _appendedBytes;

    private AppendWork? _spare;
    private volatile Exception? _failure;
    private int _disposed;

    private SqliteJournal(string path, SqliteStorageOptions options, StorageLock held, SqliteConnection connection, JournalHead head)
    {
        _path = path;
        _held = held;
        _connection = connection;
        _headHash = head.BatchHash.ToArray();
        (_position, _epoch) = (head.Position, head.Epoch);
        _batches = new BatchTable(connection);
        _checkpointer = new Checkpointer(path, options.CheckpointBytes, _commits, Fail);
    }

    /// <summary>Opens the journal of a path whose lock is held.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">How it is treated.</param>
    /// <param name="held">The lock beside it, which stays the caller's.</param>
    /// <param name="notes">Takes what was found.</param>
    /// <exception cref="JournalCorruptException">It can't be read; nothing was written.</exception>
    public static SqliteJournal Open(string path, SqliteStorageOptions options, StorageLock held, List<string> notes)
    {
        var (connection, head) = JournalFile.Open(path, held, notes);
        LogRoom.Make(path, options.CheckpointBytes * 5 / 4, notes);
        if (options.MaxPages > 0)
            DatabaseFile.Execute(connection, $"PRAGMA max_page_count={options.MaxPages}");
        return new SqliteJournal(path, options, held, connection, head);
    }

    public ValueTask<JournalHead> ReadHeadAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new(Head());
    }

    public async ValueTask<JournalHead> BeginEpochAsync(Epoch epoch, CancellationToken cancellationToken) =>
        await _writer.CallAsync(() => BeginEpoch(epoch), cancellationToken).ConfigureAwait(false);

    public ValueTask<long> AppendAsync(EncodedBatch batch, Epoch epoch, long after, CancellationToken cancellationToken)
    {
        var work = Interlocked.Exchange(ref _spare, null) ?? new AppendWork(this);
        var appended = work.Prepare(batch, epoch, after, cancellationToken);
        _writer.Post(work);
        return appended;
    }

    public IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(long from, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(from, 1);
        return JournalReader.ReadAsync(_path, from, SqliteOpenMode.ReadWrite, cancellationToken);
    }

    public async ValueTask<long> TrimAsync(long position, CancellationToken cancellationToken)
    {
        var trimmed = 0L;
        await _writer.BesideAsync(
            () =>
            {
                (trimmed, var more) = TrimSome(position);
                return more;
            },
            cancellationToken).ConfigureAwait(false);
        return trimmed;
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;

        _writer.Dispose();
        _checkpointer.Dispose();
        _batches.Dispose();
        // After a failure the files stay as they are, for whoever looks at them.
        if (_failure is null)
            DatabaseFile.CheckpointAndTruncate(_connection);
        _connection.Dispose();
    }

    /// <summary>Appends, on the writer's thread.</summary>
    internal long Append(EncodedBatch batch, Epoch epoch, long after)
    {
        ThrowIfFailed();
        _checkpointer.LetPass();
        lock (_commits)
        {
            try
            {
                _batches.Begin();
                var end = _batches.ReadEnd();
                if (epoch != end.Epoch)
                    throw new JournalFencedException(end.Epoch);
                if (after != end.Position || batch.FirstPosition != after + 1)
                    throw new JournalConflictException(after, end.Position);
                _batches.Insert(batch, epoch, _headHash);
                _batches.Commit();
                _held.Mark(batch.LastPosition, batch.Hash.Span);
            }
            catch (Exception error)
            {
                throw GiveUp(error);
            }
        }

        lock (_headGate)
        {
            _position = batch.LastPosition;
            batch.Hash.Span.CopyTo(_headHash);
        }

        _appendedBatches++;
        _appendedBytes += batch.Bytes.Length;
        _checkpointer.Written(batch.Bytes.Length);
        return batch.LastPosition;
    }

    /// <summary>Takes a piece of work back, to use it again.</summary>
    internal void Return(AppendWork work) => Interlocked.Exchange(ref _spare, work);

    private JournalHead BeginEpoch(Epoch epoch)
    {
        ThrowIfFailed();
        lock (_commits)
        {
            try
            {
                _batches.Begin();
                var state = JournalState.Read(_connection);
                if (epoch.Term <= state.Epoch.Term)
                    throw new JournalFencedException(state.Epoch);
                (state with { Epoch = epoch }).Write(_connection);
                _batches.Commit();
            }
            catch (Exception error)
            {
                throw GiveUp(error);
            }
        }

        lock (_headGate)
            _epoch = epoch;
        return Head();
    }

    private (long Removed, bool More) TrimSome(long position)
    {
        ThrowIfFailed();
        lock (_commits)
        {
            try
            {
                // A trim that a loss of power undoes is done again: no commit need wait for the disk on its behalf. After a failure none follows.
                Sync(each: false);
                var trimmed = RemoveSome(position);
                Sync(each: true);
                return trimmed;
            }
            catch (Exception error)
            {
                throw GiveUp(error);
            }
        }
    }

    private (long Removed, bool More) RemoveSome(long position)
    {
        _batches.Begin();
        var state = JournalState.Read(_connection);
        var most = TrimStep.After(_appendedBatches, _appendedBytes);
        (_appendedBatches, _appendedBytes) = (0, 0);
        if (_batches.RemoveSome(position, _position, most) is not { } removed)
        {
            _batches.Rollback();
            return (state.Trimmed, false);
        }

        (state with { Trimmed = removed.Last, TrimmedHash = removed.Hash }).Write(_connection);
        _batches.Commit();
        return (removed.Last, true);
    }

    /// <summary>Whether each commit waits for the disk.</summary>
    private void Sync(bool each) =>
        DatabaseFile.Execute(_connection, each ? "PRAGMA synchronous=FULL" : "PRAGMA synchronous=NORMAL");

    private JournalHead Head()
    {
        lock (_headGate)
            return new JournalHead(_position, _headHash.AsSpan().ToArray(), _epoch);
    }

    private void ThrowIfFailed()
    {
        if (_failure is { } failure)
            throw new IOException($"The journal '{_path}' has failed and takes nothing more until it is opened anew.", failure);
    }

    // A refusal leaves the journal as it was; after anything else nobody knows what the file holds.
    private Exception GiveUp(Exception error)
    {
        try
        {
            _batches.Rollback();
        }
        catch (SqliteException second)
        {
            Fail(second);
        }

        if (error is JournalFencedException or JournalConflictException && _failure is null)
            return error;
        Fail(error);
        return new IOException(
            $"The journal '{_path}' could not be written, and it is unknown what was kept; it takes nothing more until it is opened anew. {error.Message}", error);
    }

    private void Fail(Exception cause) => Interlocked.CompareExchange(ref _failure, cause, null);
}
