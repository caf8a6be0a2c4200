namespace PhantomParadox.Journal;

/// <summary>Seals what an <see cref="EventWriter"/> holds into a batch that follows a chain.</summary>
internal sealed class BatchWriter(EventWriter events, BatchChain chain, Epoch epoch)
{
    private byte[]? _sealed;
    private bool _isOut;

    /// <summary>The term in whose name batches are sealed.</summary>
    public Epoch Epoch { get; } = epoch;

    /// <summary>Seals the open batch, which must hold events. Nothing is copied: the header is written before the frames.</summary>
    /// <param name="time">Time of its last event.</param>
    /// <returns>The batch; its memory is good until the next one is sealed, whose header needs its hash.</returns>
    public EncodedBatch Seal(long time)
    {
        if (_isOut || events.BatchCount == 0)
            throw new InvalidOperationException("There is no batch to seal, or one is still out.");

        var previous = chain.Hash;
        if (_sealed is not null)
            events.Recycle(_sealed);
        var header = new BatchHeader(Epoch, chain.Position + 1, events.BatchCount);
        _sealed = events.TakeBatch(out var length);
        header.Write(_sealed, previous);
        var batch = new EncodedBatch(_sealed.AsMemory(0, length), header.FirstPosition, header.Count);
        chain.Advance(header, time, batch);
        _isOut = true;
        return batch;
    }

    /// <summary>The batch sealed last isn't out any more: another one may be sealed.</summary>
    public void Release() => _isOut = false;
}
