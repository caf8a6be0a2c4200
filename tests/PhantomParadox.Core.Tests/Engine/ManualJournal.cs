namespace PhantomParadox.Core.Tests.Engine;

/// <summary>A journal whose appends end when the test says so.</summary>
internal sealed class ManualJournal : IJournal
{
    private readonly MemoryJournal _inner = new();
    private readonly SemaphoreSlim _arrived = new(0);
    private readonly Queue<(Func<Task> Finish, TaskCompletionSource<long> Done)> _out = new();

    /// <summary>Appends that are out.</summary>
    public int Out => _out.Count;

    /// <summary>What appends throw at once from now on.</summary>
    public Exception? Refusal { get; set; }

    /// <summary>Waits for the next append and makes it durable.</summary>
    public async Task CommitAsync()
    {
        await _arrived.WaitAsync();
        await _out.Dequeue().Finish();
    }

    /// <summary>Waits for the next append; it stays out.</summary>
    public Task ArrivedAsync() => _arrived.WaitAsync();

    /// <summary>Makes the append that was waited for durable.</summary>
    public Task FinishAsync() => _out.Dequeue().Finish();

    /// <summary>Lets the append that was waited for fail.</summary>
    public void Fail(Exception cause) => _out.Dequeue().Done.SetException(cause);

    public ValueTask<JournalHead> ReadHeadAsync(CancellationToken cancellationToken) => _inner.ReadHeadAsync(cancellationToken);

    public ValueTask<JournalHead> BeginEpochAsync(Epoch epoch, CancellationToken cancellationToken) =>
        _inner.BeginEpochAsync(epoch, cancellationToken);

    public ValueTask<long> AppendAsync(EncodedBatch batch, Epoch epoch, long after, CancellationToken cancellationToken)
    {
        if (Refusal is { } refusal)
            throw refusal;
        var done = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
        _out.Enqueue((async () => done.SetResult(await _inner.AppendAsync(batch, epoch, after, default)), done));
        _arrived.Release();
        return new(done.Task);
    }

    public IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(long from, CancellationToken cancellationToken) =>
        _inner.ReadAsync(from, cancellationToken);

    public ValueTask<long> TrimAsync(long position, CancellationToken cancellationToken) => _inner.TrimAsync(position, cancellationToken);

    public ValueTask DisposeAsync() => _inner.DisposeAsync();
}
