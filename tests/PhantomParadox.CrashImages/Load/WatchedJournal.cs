using PhantomParadox.CrashImages.Recording;

namespace PhantomParadox.CrashImages.Load;

/// <summary>Notes what a journal is given, and the moment at which the market is told that it is durable: the earliest for anybody to know.</summary>
internal sealed class WatchedJournal(IJournal journal, DiskRecorder recorder, History history, PlantedDiskFault planted) : IJournal
{
    private Task<long> _early = Task.FromResult(0L);

    public ValueTask<JournalHead> ReadHeadAsync(CancellationToken cancellationToken) => journal.ReadHeadAsync(cancellationToken);

    public ValueTask<JournalHead> BeginEpochAsync(Epoch epoch, CancellationToken cancellationToken) => journal.BeginEpochAsync(epoch, cancellationToken);

    public async ValueTask<long> AppendAsync(EncodedBatch batch, Epoch epoch, long after, CancellationToken cancellationToken)
    {
        history.Written(batch, recorder.Count);
        long position;
        if (planted == PlantedDiskFault.EarlyAnswers)
        {
            await _early.ConfigureAwait(false);
            var copy = batch.Copy();
            _early = journal.AppendAsync(copy, epoch, after, cancellationToken).AsTask();
            position = batch.LastPosition;
        }
        else
        {
            position = await journal.AppendAsync(batch, epoch, after, cancellationToken).ConfigureAwait(false);
        }
        recorder.Told(position);
        history.Acknowledged(position, recorder.Count);
        return position;
    }

    public IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(long from, CancellationToken cancellationToken) => journal.ReadAsync(from, cancellationToken);

    public async ValueTask<long> TrimAsync(long position, CancellationToken cancellationToken)
    {
        recorder.Trims(1);
        try
        {
            return await journal.TrimAsync(position, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            recorder.Trims(-1);
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
