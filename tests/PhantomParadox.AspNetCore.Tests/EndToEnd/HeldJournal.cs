namespace PhantomParadox.EndToEnd;

/// <summary>A journal that can be made to stand still.</summary>
internal sealed class HeldJournal : IJournal
{
    private readonly MemoryJournal _inner = new();
    private readonly TaskCompletionSource _waiting = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _held;

    /// <summary>Ends when an append stands still.</summary>
    public Task Waiting => _waiting.Task.WaitAsync(MarketServer.Patience);

    public void Hold() => _held = true;

    public void Release()
    {
        _held = false;
        _released.TrySetResult();
    }

    public ValueTask<JournalHead> ReadHeadAsync(CancellationToken cancellationToken) => _inner.ReadHeadAsync(cancellationToken);

    public ValueTask<JournalHead> BeginEpochAsync(Epoch epoch, CancellationToken cancellationToken) => _inner.BeginEpochAsync(epoch, cancellationToken);

    public async ValueTask<long> AppendAsync(EncodedBatch batch, Epoch epoch, long after, CancellationToken cancellationToken)
    {
        if (_held)
        {
            _waiting.TrySetResult();
            await _released.Task;
        }

        return await _inner.AppendAsync(batch, epoch, after, cancellationToken);
    }

    public IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(long from, CancellationToken cancellationToken) => _inner.ReadAsync(from, cancellationToken);

    public ValueTask<long> TrimAsync(long position, CancellationToken cancellationToken) => _inner.TrimAsync(position, cancellationToken);

    public ValueTask DisposeAsync() => _inner.DisposeAsync();
}
