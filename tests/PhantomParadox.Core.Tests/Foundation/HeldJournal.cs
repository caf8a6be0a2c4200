namespace PhantomParadox.Core.Tests.Foundation;

/// <summary>A journal in memory that, from when it is told, lets every append wait until it is told again.</summary>
internal sealed class HeldJournal : IJournal
{
    private readonly MemoryJournal _inner = new();
    private readonly TaskCompletionSource _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TaskCompletionSource? _gate;

    /// <summary>Whether an append that was held fails once it is written.</summary>
    public bool FailsAfterWriting { get; init; }

    /// <summary>Whether nothing can be read any more.</summary>
    public bool Unreadable { get; set; }

    /// <summary>Ends when the first append waits.</summary>
    public Task Arrived => _arrived.Task;

    public void Hold() => _gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Release() => Interlocked.Exchange(ref _gate, null)!.SetResult();

    public void Fail(Exception cause) => _gate!.SetException(cause);

    public ValueTask<JournalHead> ReadHeadAsync(CancellationToken cancellationToken) => _inner.ReadHeadAsync(cancellationToken);

    public ValueTask<JournalHead> BeginEpochAsync(Epoch epoch, CancellationToken cancellationToken) =>
        _inner.BeginEpochAsync(epoch, cancellationToken);

    public async ValueTask<long> AppendAsync(EncodedBatch batch, Epoch epoch, long after, CancellationToken cancellationToken)
    {
        if (_gate is not { } gate)
            return await _inner.AppendAsync(batch, epoch, after, cancellationToken);
        _arrived.TrySetResult();
        await gate.Task;
        var position = await _inner.AppendAsync(batch, epoch, after, cancellationToken);
        return FailsAfterWriting ? throw new IOException("The answer was lost.") : position;
    }

    public IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(long from, CancellationToken cancellationToken) =>
        Unreadable ? throw new IOException("The disk is gone.") : _inner.ReadAsync(from, cancellationToken);

    public ValueTask<long> TrimAsync(long position, CancellationToken cancellationToken) => _inner.TrimAsync(position, cancellationToken);

    public ValueTask DisposeAsync() => _inner.DisposeAsync();
}
