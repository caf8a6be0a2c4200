using Microsoft.Data.Sqlite;
using PhantomParadox.Sqlite.Files;
using SQLitePCL;

namespace PhantomParadox.Sqlite.Journal;

/// <summary>Moves the write-ahead log into the file, on a connection and a thread of its own, while commits go on.</summary>
/// <remarks>
/// A passive pass takes what was written when it began. The log begins anew only once all of it was taken, which under load never
/// happens by itself: when little is left, the last pass is made between two commits.
/// </remarks>
internal sealed class Checkpointer : IDisposable
{
    private const int MostPasses = 4;
    private const int FewFrames = 256;

    // What a commit writes beside its bytes: pages are written whole.
    private const long Overhead = 8_192;

    private readonly SqliteConnection _connection;
    private readonly long _threshold;
    private readonly Lock _commits;
    private readonly Action<Exception> _fail;
    private readonly SemaphoreSlim _due = new(0, 1);
    private readonly ManualResetEventSlim _open = new(initialState: true);
    private readonly Thread _thread;
    private long _written;
    private volatile bool _ended;

    /// <param name="path">The journal's file.</param>
    /// <param name="threshold">Bytes of log after which it is moved.</param>
    /// <param name="commits">Held by each commit.</param>
    /// <param name="fail">Told when the disk fails.</param>
    public Checkpointer(string path, long threshold, Lock commits, Action<Exception> fail)
    {
        _connection = DatabaseFile.Open(path, SqliteOpenMode.ReadWrite);
        (_threshold, _commits, _fail) = (threshold, commits, fail);
        _thread = new Thread(Run) { Name = "PhantomParadox checkpoint", IsBackground = true };
        _thread.Start();
    }

    /// <summary>Waits for a pass between two commits: before each of them, since a lock alone prefers who has just had it.</summary>
    public void LetPass() => _open.Wait();

    /// <summary>Counts what a commit wrote. Called by the writer's thread.</summary>
    public void Written(long bytes)
    {
        _written += bytes + Overhead;
        if (_written < _threshold)
            return;

        _written = 0;
        if (_due.CurrentCount == 0)
            _due.Release();
    }

    public void Dispose()
    {
        _ended = true;
        if (_due.CurrentCount == 0)
            _due.Release();
        _thread.Join();
        _connection.Dispose();
        _due.Dispose();
        _open.Dispose();
    }

    private void Run()
    {
        try
        {
            while (true)
            {
                _due.Wait();
                if (_ended)
                    return;
                Move();
            }
        }
        catch (SqliteException error)
        {
            _fail(error);
        }
    }

    private void Move()
    {
        for (var pass = 0; ; pass++)
        {
            var left = Pass();
            if (_ended)
                return;
            // Even of a pass that left nothing something was written meanwhile, by a writer that never pauses.
            if (left <= FewFrames || pass == MostPasses)
                break;
        }

        _open.Reset();
        try
        {
            lock (_commits)
                Pass();
        }
        finally
        {
            _open.Set();
        }
    }

    /// <summary>One pass; the frames that are left.</summary>
    private int Pass()
    {
        var code = raw.sqlite3_wal_checkpoint_v2(_connection.Handle, "main", raw.SQLITE_CHECKPOINT_PASSIVE, out var frames, out var moved);
        if (code is not (raw.SQLITE_OK or raw.SQLITE_BUSY))
            SqliteException.ThrowExceptionForRC(code, _connection.Handle);
        return Math.Max(frames - moved, 0);
    }
}
