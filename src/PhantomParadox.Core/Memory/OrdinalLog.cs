namespace PhantomParadox.Memory;

/// <summary>
/// Numbers slots from 1 in the order in which they came, for lists that are read newest first. Entries die in any order;
/// 1,024 dead neighbours give their room back, and of a million dead ones 8 bytes remain.
/// </summary>
internal sealed class OrdinalLog
{
    private const int ChunkShift = 10;
    private const int ChunkLength = 1 << ChunkShift;
    private const int SegmentShift = 20;
    private const int SegmentChunks = 1 << (SegmentShift - ChunkShift);

    // An entry is its slot plus one, or 0 when dead. Places count from 0: the place of an ordinal is one less.
    private readonly Blocks<int> _entries = new(ChunkLength);
    private readonly Blocks<Part> _chunks = new(SegmentChunks);
    private readonly Column<Part> _segments = new();
    private long _end;
    private long _count;

    /// <summary>Live entries.</summary>
    public long Count => _count;

    /// <summary>The ordinal that the next <see cref="Append"/> gives.</summary>
    public long Next => _end + 1;

    /// <summary>Adds a slot and returns its ordinal.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="slot"/> is negative or the largest integer.</exception>
    public long Append(int slot)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(slot);
        ArgumentOutOfRangeException.ThrowIfEqual(slot, int.MaxValue);
        long place = _end;
        _segments.GrowTo((int)(place >> SegmentShift) + 1);
        ref Part segment = ref _segments[(int)(place >> SegmentShift)];
        if (segment.Block == 0)
            segment.Block = _chunks.Take();
        ref Part chunk = ref _chunks[segment.Block, ChunkIn(place)];
        if (chunk.Block == 0)
        {
            chunk.Block = _entries.Take();
            segment.Live++;
        }

        _entries[chunk.Block, EntryIn(place)] = slot + 1;
        chunk.Live++;
        _count++;
        return ++_end;
    }

    /// <summary>Lets an entry die; a dead or unknown one is left alone.</summary>
    public void Remove(long ordinal)
    {
        if (SlotAt(ordinal) < 0)
            return;
        long place = ordinal - 1;
        ref Part segment = ref _segments[(int)(place >> SegmentShift)];
        ref Part chunk = ref _chunks[segment.Block, ChunkIn(place)];
        _entries[chunk.Block, EntryIn(place)] = 0;
        _count--;
        if (--chunk.Live > 0 || place >> ChunkShift == _end >> ChunkShift)
            return;
        _entries.Return(chunk.Block);
        chunk.Block = 0;
        if (--segment.Live > 0 || place >> SegmentShift == _end >> SegmentShift)
            return;
        _chunks.Return(segment.Block);
        segment.Block = 0;
    }

    /// <summary>The slot of an entry, or −1 when it is dead or unknown.</summary>
    public int SlotAt(long ordinal)
    {
        long place = ordinal - 1;
        if ((ulong)place >= (ulong)_end)
            return -1;
        int block = EntriesAt(place, out _);
        return block == 0 ? -1 : _entries[block, EntryIn(place)] - 1;
    }

    /// <summary>The greatest live ordinal below <paramref name="before"/>, looking past a bounded number of dead entries.</summary>
    /// <param name="before">The ordinal to stay below; above <see cref="Next"/> it means all.</param>
    /// <param name="budget">Dead entries that may be looked at, lowered by those that were. A stretch without room counts as one.</param>
    /// <returns>
    /// The ordinal; 0 when there is none; the negative of the ordinal to go on below when the budget is used up.
    /// </returns>
    public long PreviousLive(long before, ref int budget)
    {
        budget = Math.Max(0, budget);
        long place = Math.Min(before, Next) - 2;
        while (place >= 0)
        {
            int block = EntriesAt(place, out int shift);
            if (block == 0)
            {
                if (budget == 0)
                    return -(place + 2);
                budget--;
                place = ((place >> shift) << shift) - 1;
                continue;
            }

            int at = EntryIn(place);
            int from = Math.Max(0, at - budget);
            int found = _entries[block][from..(at + 1)].LastIndexOfAnyExcept(0);
            int dead = found >= 0 ? at - from - found : Math.Min(at + 1, budget);
            budget -= dead;
            place -= dead;
            if (found >= 0)
                return place + 1;
            if (dead <= at)
                return -(place + 2);
        }

        return 0;
    }

    /// <summary>Lets all entries die. The numbering goes on.</summary>
    public void Clear()
    {
        int segments = _segments.Count;
        _entries.Clear();
        _chunks.Clear();
        _segments.Clear();
        _segments.GrowTo(segments);
        _count = 0;
    }

    /// <summary>Writes the numbering and the entries.</summary>
    public void Save(StateWriter writer)
    {
        writer.Write(_end);
        writer.Write(_count);
        _entries.Save(writer);
        _chunks.Save(writer);
        _segments.Save(writer);
    }

    /// <summary>Takes what <see cref="Save"/> wrote in place of what it has.</summary>
    /// <exception cref="SnapshotCorruptException">It names blocks that don't exist.</exception>
    public void Load(StateReader reader)
    {
        _end = reader.ReadBetween(0, (long)Column<Part>.Capacity << SegmentShift);
        _count = reader.ReadBetween(0, _end);
        _entries.Load(reader);
        _chunks.Load(reader);
        _segments.Load(reader);
        if (_segments.Count != (_end + (1 << SegmentShift) - 1) >> SegmentShift)
            StateReader.Corrupt("a log has segments for another number of entries");
        long live = 0;
        int steps = 0;
        for (int segment = 0; segment < _segments.Count; segment++)
        {
            int block = _segments[segment].Block;
            if (block != 0 && !_chunks.Has(block))
                StateReader.Corrupt($"a log's block of chunks {block} doesn't exist");
            foreach (ref readonly Part chunk in block == 0 ? default : _chunks[block])
            {
                reader.Step(steps++);
                if (chunk.Block != 0 && !_entries.Has(chunk.Block))
                    StateReader.Corrupt($"a log's block of entries {chunk.Block} doesn't exist");
                live += chunk.Live;
            }
        }

        if (live != _count)
            StateReader.Corrupt($"a log counts {_count} entries and has {live}");
    }

    private static int ChunkIn(long place) => (int)(place >> ChunkShift) & (SegmentChunks - 1);

    private static int EntryIn(long place) => (int)place & (ChunkLength - 1);

    // The block of the entries around a place, or 0 and how wide the stretch is (as a shift) that has none.
    private int EntriesAt(long place, out int shift)
    {
        int segment = _segments[(int)(place >> SegmentShift)].Block;
        shift = segment == 0 ? SegmentShift : ChunkShift;
        return segment == 0 ? 0 : _chunks[segment][ChunkIn(place)].Block;
    }

    // Where a part's content is, and how much of it lives.
    private struct Part
    {
        public int Block;
        public int Live;
    }
}
