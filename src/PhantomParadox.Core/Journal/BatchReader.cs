namespace PhantomParadox.Journal;

/// <summary>Reads the frames of one batch and checks that all follow each other and the batches before.</summary>
internal ref struct BatchReader
{
    private readonly ReadOnlySpan<byte> _batch;
    private readonly BatchChain _chain;
    private ReadOnlySpan<byte> _rest;
    private long _next;
    private long _time;
    private bool _ended;

    /// <summary>Opens a batch that must follow a chain.</summary>
    /// <exception cref="JournalCorruptException">It doesn't follow, or can't be read.</exception>
    public BatchReader(ReadOnlySpan<byte> batch, BatchChain chain)
    {
        Header = BatchHeader.Read(batch);
        chain.Check(Header, batch);
        _batch = batch;
        _chain = chain;
        _rest = batch[BatchHeader.Size..];
        _next = Header.FirstPosition;
        _time = chain.Time;
    }

    /// <summary>The batch's header.</summary>
    public BatchHeader Header { get; }

    /// <summary>The present frame.</summary>
    public ReadOnlySpan<byte> Frame { get; private set; }

    /// <summary>Goes to the next frame. Behind the last one it returns false, and the chain ends with this batch.</summary>
    /// <exception cref="JournalCorruptException">The frame doesn't follow, or can't be read.</exception>
    public bool MoveNext()
    {
        if (_ended)
            return false;

        if (_rest.IsEmpty)
        {
            End();
            return false;
        }

        Frame = FrameReader.Cut(ref _rest, _next);
        var reader = new FrameReader(Frame);
        if (reader.Sequence != _next)
            throw new JournalCorruptException($"Position {_next}: a frame of position {reader.Sequence} stands here.");
        if (reader.Time < _time)
            throw new JournalCorruptException($"Position {_next}: the frame is older than the one before.");

        while (reader.MoveNext())
        {
        }

        _next += reader.Count;
        _time = reader.Time;
        return true;
    }

    private void End()
    {
        var counted = _next - Header.FirstPosition;
        if (counted != Header.Count)
            throw new JournalCorruptException($"Position {Header.FirstPosition}: the batch says {Header.Count} events and has {counted}.");

        Span<byte> hash = stackalloc byte[BatchHeader.HashSize];
        BatchChain.ComputeHash(_batch, hash);
        _chain.Advance(Header, _time, hash);
        _ended = true;
    }
}
