using System.Runtime.InteropServices;
using PhantomParadox.Memory;

namespace PhantomParadox.Idempotency;

/// <summary>The keys under which commands were carried out, in the order of that; the oldest leave first, by age only.</summary>
internal sealed class IdempotencyBook
{
    private const int BlockShift = 10;
    private const int BlockLength = 1 << BlockShift;

    private readonly Blocks<KeyRow> _rows = new(BlockLength);

    // The block of each run of keys, by their place in the order, which counts all there ever were: 4 bytes remain of 1,024 keys.
    private readonly Column<int> _blocks = new();
    private readonly Table<CallerRow> _callers = new();
    private HashIndex _byKey = new();
    private HashIndex _byCaller = new();
    private UInt128 _secret;
    private long _first;
    private long _end;

    /// <summary>Keys that are kept.</summary>
    public long Count => _end - _first;

    /// <summary>Sets the key that makes collisions unforeseeable; once, before the first.</summary>
    public void SetKey(UInt128 secret) => _secret = secret;

    /// <summary>Keys that are kept of a caller.</summary>
    public int CountOf(ulong caller) => FindCaller(caller) is >= 0 and var slot ? _callers[slot].Count : 0;

    public bool TryFind(UInt128 key, out ulong request, out KeptAnswer answer)
    {
        var slot = Find(key);
        if (slot < 0)
        {
            (request, answer) = (0, default);
            return false;
        }
        ref var row = ref RowIn(slot);
        (request, answer) = (row.Request, row.Answer);
        return true;
    }

    /// <summary>Keeps a key.</summary>
    /// <param name="happened">The key and what is kept of its command.</param>
    /// <param name="marketTime">When, in milliseconds.</param>
    /// <exception cref="JournalCorruptException">It is kept already.</exception>
    public void Remember(in KeyRemembered happened, long marketTime)
    {
        if (Find(happened.Key) >= 0)
            throw new JournalCorruptException("A command was carried out twice under one key.");
        if ((_end & (BlockLength - 1)) == 0)
            _blocks[_blocks.Append()] = _rows.Take();
        var slot = SlotOf(_end++);
        ref var row = ref RowIn(slot);
        row.Key = happened.Key;
        row.Request = happened.Request;
        row.Second = (uint)((marketTime + 999) / 1_000);
        row.Keep(TakeCaller(happened.Caller), happened.Answer);
        _byKey.Add(HashOf(happened.Key), slot);
    }

    /// <summary>When the oldest key was kept, in whole seconds of market time; null where none is.</summary>
    public long? OldestSecond => Count == 0 ? null : RowIn(SlotOf(_first)).Second;

    /// <summary>How many of the oldest keys were kept by a second of market time; counts no further than to a limit.</summary>
    public int CountUntil(long second, int limit)
    {
        var count = 0;
        while (count < limit && count < Count && RowIn(SlotOf(_first + count)).Second <= second)
            count++;
        return count;
    }

    /// <summary>Lets the oldest keys go.</summary>
    /// <exception cref="JournalCorruptException">There are fewer.</exception>
    public void Forget(int count)
    {
        if (count > Count)
            throw new JournalCorruptException($"{count} keys can't be forgotten where {Count} are kept.");
        for (; count > 0; count--)
            ForgetOldest();
    }

    /// <summary>Writes all that decides what comes next.</summary>
    public void Save(StateWriter writer)
    {
        writer.Section("keys", 1);
        writer.Write<UInt128>([_secret]);
        writer.Write<long>([_first, _end]);
        _rows.Save(writer);
        _blocks.Save(writer);
        _callers.Save(writer);
    }

    public void Load(StateReader reader)
    {
        reader.Section("keys", 1);
        _secret = (UInt128)reader.ReadWide();
        _first = reader.ReadBetween(0, long.MaxValue);
        _end = reader.ReadBetween(_first, long.MaxValue);
        _rows.Load(reader);
        _blocks.Load(reader);
        _callers.Load(reader);
        if (_blocks.Count != (_end + BlockLength - 1) >> BlockShift)
            StateReader.Corrupt($"{_end} keys can't stand in {_blocks.Count} blocks");
        IndexCallers(reader);
        IndexKeys(reader);
    }

    private void IndexCallers(StateReader reader)
    {
        _byCaller = new HashIndex();
        foreach (var slot in _callers.LiveSlots(reader))
            _byCaller.Add(HashOf(_callers[slot].Hash), slot);
    }

    private void IndexKeys(StateReader reader)
    {
        _byKey = new HashIndex();
        for (var place = _first; place < _end; place++)
        {
            reader.Step((int)place);
            if (!_rows.Has(_blocks[(int)(place >> BlockShift)]))
                StateReader.Corrupt($"the key at {place} stands in no block");
            var slot = SlotOf(place);
            ref var row = ref RowIn(slot);
            if (!_callers.IsLive(row.Caller))
                StateReader.Corrupt($"the key at {place} is nobody's");
            _byKey.Add(HashOf(row.Key), slot);
        }
    }

    private void ForgetOldest()
    {
        var slot = SlotOf(_first);
        ref var row = ref RowIn(slot);
        _byKey.Remove(HashOf(row.Key), slot);
        var caller = row.Caller;
        if (--_callers[caller].Count == 0)
        {
            _byCaller.Remove(HashOf(_callers[caller].Hash), caller);
            _callers.Free(_callers.HandleOf(caller));
        }
        Column<KeyRow>.Zero(ref row);
        var place = _first++;
        if ((_first & (BlockLength - 1)) != 0)
            return;
        ref var block = ref _blocks[(int)(place >> BlockShift)];
        _rows.Return(block);
        block = 0;
    }

    // The caller's slot, with one key more.
    private int TakeCaller(ulong caller)
    {
        var slot = FindCaller(caller);
        if (slot < 0)
        {
            var handle = _callers.Next;
            slot = handle.Slot;
            if (slot >= KeyRow.MostCallers)
                throw new InvalidOperationException("There are more callers than rows can name.");
            _callers.Allocate(handle).Hash = caller;
            _byCaller.Add(HashOf(caller), slot);
        }
        _callers[slot].Count++;
        return slot;
    }

    private int Find(UInt128 key)
    {
        var probe = _byKey.Find(HashOf(key));
        while (probe.Next(out var slot))
        {
            if (RowIn(slot).Key == key)
                return slot;
        }
        return -1;
    }

    private int FindCaller(ulong caller)
    {
        var probe = _byCaller.Find(HashOf(caller));
        while (probe.Next(out var slot))
        {
            if (_callers[slot].Hash == caller)
                return slot;
        }
        return -1;
    }

    // A slot is where a row lies: it stays when the rows before it go.
    private int SlotOf(long place) => ((_blocks[(int)(place >> BlockShift)] - 1) << BlockShift) | ((int)place & (BlockLength - 1));

    private ref KeyRow RowIn(int slot) => ref _rows[(slot >> BlockShift) + 1][slot & (BlockLength - 1)];

    // Callers choose their keys, and could choose many for one bucket.
    private ulong HashOf(UInt128 key) => KeyedHash.Compute(_secret, MemoryMarshal.AsBytes(new ReadOnlySpan<UInt128>(in key)));

    private ulong HashOf(ulong caller) => KeyedHash.Compute(_secret, MemoryMarshal.AsBytes(new ReadOnlySpan<ulong>(in caller)));
}
