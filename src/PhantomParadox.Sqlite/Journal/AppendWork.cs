using System.Threading.Tasks.Sources;
using PhantomParadox.Sqlite.Files;

namespace PhantomParadox.Sqlite.Journal;

/// <summary>One append on its way through the writer's thread, used again for the next.</summary>
internal sealed class AppendWork(SqliteJournal journal) : IWork, IValueTaskSource<long>
{
    // The market's loop has a thread of its own and only needs a bell: over the pool it would ring behind all that callers do there.
    private ManualResetValueTaskSourceCore<long> _source = new() { RunContinuationsAsynchronously = false };
    private EncodedBatch? _batch;
    private Epoch _epoch;
    private long _after;
    private CancellationToken _cancellationToken;

    public ValueTask<long> Prepare(EncodedBatch batch, Epoch epoch, long after, CancellationToken cancellationToken)
    {
        (_batch, _epoch, _after, _cancellationToken) = (batch, epoch, after, cancellationToken);
        return new ValueTask<long>(this, _source.Version);
    }

    public void Run()
    {
        long position;
        try
        {
            _cancellationToken.ThrowIfCancellationRequested();
            position = journal.Append(_batch!, _epoch, _after);
        }
#pragma warning disable CA1031 // It is the caller's.
        catch (Exception error)
#pragma warning restore CA1031
        {
            _source.SetException(error);
            return;
        }

        // What follows runs here, and may use this piece of work for the next append: nothing of it may be touched afterwards.
        _source.SetResult(position);
    }

    public long GetResult(short token)
    {
        try
        {
            return _source.GetResult(token);
        }
        finally
        {
            _batch = null;
            _source.Reset();
            journal.Return(this);
        }
    }

    public ValueTaskSourceStatus GetStatus(short token) => _source.GetStatus(token);

    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _source.OnCompleted(continuation, state, token, flags);
}
