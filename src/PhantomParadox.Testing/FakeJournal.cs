namespace PhantomParadox.Testing;

/// <summary>A journal in memory whose appends can be slow, or fail. It outlives markets, as a disk would. Any thread may call it.</summary>
public sealed class FakeJournal : IJournal
{
    private readonly Lock _gate = new();
    private readonly MemoryJournal _disk = new();
    private Held? _held;
    private JournalFault? _next;

    /// <summary>Whether an append stays out until <see cref="Complete"/> or <see cref="Fail"/>. Default false.</summary>
    public bool Holds { get; set; }

    /// <summary>
    /// Whether the disk is full: appends fail and keep nothing, and no market can begin on it, till it isn't. Default false. What is out
    /// already may still be completed.
    /// </summary>
    public bool IsFull { get; set; }

    /// <summary>Whether appends of a deposed market are taken: a fault for tests of tests.</summary>
    internal bool SkipsEpochCheck { get; set; }

    /// <summary>Whether an append is out.</summary>
    public bool IsWriting => _held is not null;

    /// <summary>Lets the next append fail.</summary>
    public void FailNext(JournalFault fault)
    {
        lock (_gate)
            _next = fault;
    }

    /// <summary>Makes the append that is out durable.</summary>
    /// <exception cref="InvalidOperationException">None is out.</exception>
    public void Complete()
    {
        var held = Take();
        try
        {
            held.Done.SetResult(Write(held.Batch, held.Epoch, held.After));
        }
        catch (Exception refused) when (refused is JournalFencedException or JournalConflictException)
        {
            held.Done.SetException(refused);
        }
    }

    /// <summary>Lets the append that is out fail.</summary>
    /// <exception cref="InvalidOperationException">None is out.</exception>
    public void Fail(JournalFault fault)
    {
        var held = Take();
        if (fault == JournalFault.AfterWriting)
            Write(held.Batch, held.Epoch, held.After);
        held.Done.SetException(Failure());
    }

    /// <inheritdoc/>
    public ValueTask<JournalHead> ReadHeadAsync(CancellationToken cancellationToken) => _disk.ReadHeadAsync(cancellationToken);

    /// <inheritdoc/>
    public ValueTask<JournalHead> BeginEpochAsync(Epoch epoch, CancellationToken cancellationToken) =>
        IsFull ? ValueTask.FromException<JournalHead>(Full()) : _disk.BeginEpochAsync(epoch, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<long> AppendAsync(EncodedBatch batch, Epoch epoch, long after, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        JournalFault? fault;
        lock (_gate)
        {
            (fault, _next) = (_next, null);
            if (fault is null && Holds && !IsFull)
            {
                _held = new Held(batch, epoch, after, new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously));
                return new(_held.Done.Task);
            }
        }
        if (IsFull)
            return ValueTask.FromException<long>(Full());
        if (fault == JournalFault.BeforeWriting)
            return ValueTask.FromException<long>(Failure());
        var written = Keep(batch, epoch, after);
        return fault is null ? written : ValueTask.FromException<long>(Failure());
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(long from, CancellationToken cancellationToken) =>
        _disk.ReadAsync(from, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<long> TrimAsync(long position, CancellationToken cancellationToken) => _disk.TrimAsync(position, cancellationToken);

    /// <summary>Does nothing: what is kept stays, for the next market.</summary>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static IOException Full() => new("No space is left for the journal.");

    private static IOException Failure() => new("The journal was made to fail.");

    // In memory nothing is waited for.
    private long Write(EncodedBatch batch, Epoch epoch, long after) =>
        Keep(batch, SkipsEpochCheck ? _disk.ReadHeadAsync(CancellationToken.None).GetAwaiter().GetResult().Epoch : epoch, after)
            .GetAwaiter().GetResult();

    // A disk keeps the hash beside the bytes: what is damaged later doesn't change it.
    private ValueTask<long> Keep(EncodedBatch batch, Epoch epoch, long after)
    {
        _ = batch.Hash;
        return _disk.AppendAsync(batch, epoch, after, CancellationToken.None);
    }

    private Held Take()
    {
        lock (_gate)
        {
            var held = _held ?? throw new InvalidOperationException("No append is out.");
            _held = null;
            return held;
        }
    }

    private sealed record Held(EncodedBatch Batch, Epoch Epoch, long After, TaskCompletionSource<long> Done);
}
