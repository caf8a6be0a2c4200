namespace PhantomParadox.Journal;

/// <summary>Seals what an <see cref="EventWriter"/> holds into a batch that follows a chain.</summary>
internal sealed class BatchWriter(EventWriter events, BatchChain chain, Epoch epoch)
{
    private byte[]? _sealed;

    /// <summary>The term in whose name batches are sealed.</summary>
    public Epoch Epoch { get; } = epoch;

    /// <summary>Seals the open batch, which must hold events. Nothing is copied: header and hash are written around the frames.</summary>
    /// <param name="time">Time of its last event.</param>
    /// <returns>The batch; its memory is good until <see cref="Release"/>.</returns>
    public EncodedBatch Seal(long time)
    {
        if (_sealed is not null || events.BatchCount == 0)
            throw new InvalidOperationException("There is no batch to seal, or one is still out.");

        var header = new BatchHeader(Epoch, chain.Position + 1, events.BatchCount);
        _sealed = events.TakeBatch(out var length);
        header.Write(_sealed, chain.Hash);
        var hash = _sealed.AsMemory(length, BatchHeader.HashSize);
        BatchChain.ComputeHash(_sealed.AsSpan(0, length), hash.Span);
        chain.Advance(header, time, hash.Span);
        return new EncodedBatch(_sealed.AsMemory(0, length), header.FirstPosition, header.Count, hash);
    }

    /// <summary>Takes the memory of the batch sealed last back.</summary>
    public void Release()
    {
        if (_sealed is null)
            return;

        events.Recycle(_sealed);
        _sealed = null;
    }
}
