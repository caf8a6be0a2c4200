using PhantomParadox.Journal;

namespace PhantomParadox;

/// <summary>Reads the batches of a journal as what they say, and checks that each follows the one before.</summary>
/// <remarks>It knows no state: what an event did to the market only <see cref="MarketReplay"/> tells. For one thread at a time.</remarks>
public sealed class JournalReader
{
    private readonly BatchChain _chain = new();
    private bool _began;

    /// <summary>Position of the last event read; 0 for none.</summary>
    public long Position => _chain.Position;

    /// <summary>Reads the next batch; the first may stand anywhere, and is believed what it follows.</summary>
    /// <param name="batch">Its bytes, as <see cref="IJournal.ReadAsync"/> gives them.</param>
    /// <returns>The batch.</returns>
    /// <exception cref="JournalCorruptException">
    /// It doesn't follow, a frame or an event can't be read, or a newer version wrote it; the message names the position.
    /// </exception>
    public JournalBatch Read(ReadOnlyMemory<byte> batch)
    {
        var bytes = batch.Span;
        if (!_began)
            _chain.BeginBefore(bytes);
        _began = true;
        var reader = new BatchReader(bytes, _chain);
        var events = new List<JournalEvent>(reader.Header.Count);
        while (reader.MoveNext())
            Read(reader.Frame, events);
        return new JournalBatch
        {
            Format = BatchHeader.Format,
            Epoch = reader.Header.Epoch,
            FirstPosition = reader.Header.FirstPosition,
            LastPosition = _chain.Position,
            Size = bytes.Length,
            Hash = _chain.Hash.ToArray(),
            FirstAt = events[0].At,
            LastAt = events[^1].At,
            Events = events,
        };
    }

    private static void Read(ReadOnlySpan<byte> frame, List<JournalEvent> events)
    {
        var reader = new FrameReader(frame);
        var at = TimeOf(reader);
        while (reader.MoveNext())
            events.Add(new JournalEvent(reader.Position, at, reader.Tag.ToString(), FieldsOf(reader)));
    }

    private static DateTimeOffset TimeOf(in FrameReader reader)
    {
        try
        {
            return DateTimeOffset.FromUnixTimeMilliseconds(reader.Time);
        }
        catch (ArgumentOutOfRangeException error)
        {
            throw new JournalCorruptException($"Position {reader.Sequence}: there is no time {reader.Time}.", error);
        }
    }

    private static IReadOnlyList<JournalField> FieldsOf(in FrameReader reader)
    {
        try
        {
            return EventFields.Read(reader.Tag, reader.Fields.ToArray()) ?? throw UnknownEvent.At(reader.Position, reader.Tag);
        }
        catch (JournalCorruptException inner) when (!inner.Message.StartsWith("Position ", StringComparison.Ordinal))
        {
            throw new JournalCorruptException($"Position {reader.Position}: {reader.Tag} can't be read: {inner.Message}", inner);
        }
    }
}
