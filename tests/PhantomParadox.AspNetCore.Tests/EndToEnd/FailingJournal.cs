namespace PhantomParadox.EndToEnd;

/// <summary>A journal in memory whose next append can be made to fail, before or after it is written; then all that follow do.</summary>
internal sealed class FailingJournal : IJournal
{
    private readonly MemoryJournal _inner = new();
    private volatile Fault _fault;

    /// <summary>When appends fail.</summary>
    public enum Fault
    {
        None,
        BeforeWriting,
        AfterWriting,
    }

    public void Fail(Fault fault) => _fault = fault;

    public ValueTask<JournalHead> ReadHeadAsync(CancellationToken cancellationToken) => _inner.ReadHeadAsync(cancellationToken);

    public ValueTask<long> TrimAsync(long position, CancellationToken cancellationToken) => _inner.TrimAsync(position, cancellationToken);

    public ValueTask<JournalHead> BeginEpochAsync(Epoch epoch, CancellationToken cancellationToken) => _inner.BeginEpochAsync(epoch, cancellationToken);

    public async ValueTask<long> AppendAsync(EncodedBatch batch, Epoch epoch, long after, CancellationToken cancellationToken)
    {
        if (_fault == Fault.BeforeWriting)
            throw new IOException("The disk is gone.");
        var position = await _inner.AppendAsync(batch, epoch, after, cancellationToken);
        return _fault == Fault.AfterWriting ? throw new IOException("The answer was lost.") : position;
    }

    public IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(long from, CancellationToken cancellationToken) => _inner.ReadAsync(from, cancellationToken);

    public ValueTask DisposeAsync() => _inner.DisposeAsync();
}
