namespace PhantomParadox;

/// <summary>The append-only record of accepted events, and the only durable truth.</summary>
/// <remarks>Promises, each a test in the contract suite: positions start at 1 without gaps; a batch is kept whole or not at all; a
/// completed append survives a crash; only the writer of the present epoch succeeds, and at most one at a position; batches come back
/// byte by byte as they were appended.</remarks>
public interface IJournal : IAsyncDisposable
{
    /// <summary>Where the journal ends.</summary>
    ValueTask<JournalHead> ReadHeadAsync(CancellationToken cancellationToken);

    /// <summary>Begins a writer's term: every earlier epoch is refused from now on.</summary>
    /// <param name="epoch">The new epoch; its term must be greater than the present one.</param>
    /// <param name="cancellationToken">Honoured until the write starts.</param>
    /// <returns>Where the journal ends under the new epoch.</returns>
    /// <exception cref="JournalFencedException">The present term is as great or greater; nothing was changed.</exception>
    ValueTask<JournalHead> BeginEpochAsync(Epoch epoch, CancellationToken cancellationToken);

    /// <summary>Appends one batch as one durable write. Called by the single writer, never concurrently.</summary>
    /// <param name="batch">One commit, encoded and chained by the engine. Not read after the task completes.</param>
    /// <param name="epoch">The writer's term; a journal that holds another refuses.</param>
    /// <param name="after">Position of the last event that the writer knows; 0 for an empty journal.</param>
    /// <param name="cancellationToken">Honoured until the write starts; from then on the outcome is reported.</param>
    /// <returns>
    /// Position of the batch's last event. What awaits it may be run by the journal's own thread, so that the market hears at once: it must
    /// not block.
    /// </returns>
    /// <exception cref="JournalFencedException">Another writer took over; nothing was kept.</exception>
    /// <exception cref="JournalConflictException">The journal doesn't end at <paramref name="after"/>; nothing was kept.</exception>
    /// <exception cref="IOException">Unknown whether the batch was kept: stop writing and replay.</exception>
    ValueTask<long> AppendAsync(EncodedBatch batch, Epoch epoch, long after, CancellationToken cancellationToken);

    /// <summary>Reads batches in order, from the one that holds a position to the end.</summary>
    /// <param name="from">The position, 1 or more. Past the end there is nothing to read.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The batches; the memory of one may be used again once the next is asked for.</returns>
    /// <exception cref="JournalCorruptException">The chain is broken, or what stands at <paramref name="from"/> was trimmed.</exception>
    IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(long from, CancellationToken cancellationToken);

    /// <summary>
    /// Removes whole batches from the oldest on, those whose last position is at or below a position, and never the last batch. Head and
    /// chain stay as they were: the hash of the last removed batch is kept, and what remains must follow it. May be called while the
    /// writer appends.
    /// </summary>
    /// <param name="position">The position; a snapshot that was read back should stand at or above it. 0 or less removes nothing.</param>
    /// <param name="cancellationToken">Stops between batches; what was removed until then stays removed.</param>
    /// <returns>Position of the last event removed, now or before; 0 where none ever was.</returns>
    /// <exception cref="IOException">Not all was removed; the journal takes nothing more until it is opened anew.</exception>
    ValueTask<long> TrimAsync(long position, CancellationToken cancellationToken);
}
