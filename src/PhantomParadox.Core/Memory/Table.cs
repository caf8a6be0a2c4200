using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace PhantomParadox.Memory;

/// <summary>
/// Rows that come and go. A handle outlives its row without ever naming the next tenant of the slot, and the slot freed
/// last is taken first, so that the working set stays small and which slot comes next is known beforehand.
/// </summary>
/// <param name="lastGeneration">The generation after which a slot is used no more; tests lower it.</param>
internal sealed class Table<T>(uint lastGeneration = uint.MaxValue) where T : unmanaged
{
    private const int Live = -1;
    private const int EndOfFree = -2;
    private const int Retired = -3;

    private readonly Column<Row> _rows = new();
    private int _free = EndOfFree;
    private int _count;

    /// <summary>Live rows.</summary>
    public int Count => _count;

    /// <summary>Slots that were ever in use: all handles' slots are below.</summary>
    public int Slots => _rows.Count;

    /// <summary>The handle that the next <see cref="Allocate"/> returns.</summary>
    public Handle Next => _free >= 0 ? new Handle(_free, _rows[_free].Generation) : new Handle(_rows.Count, 1);

    /// <summary>The row in a slot, live or zero.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The slot was never in use.</exception>
    public ref T this[int slot]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref _rows[slot].Value;
    }

    /// <exception cref="InvalidOperationException">The row is not live.</exception>
    public ref T this[Handle handle]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref Find(handle).Value;
    }

    /// <summary>Has the row in a slot brought near.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Prefetch(int slot) => _rows.Prefetch(slot);

    /// <summary>Takes the slot of <see cref="Next"/>; the row is zero.</summary>
    /// <exception cref="InvalidOperationException"><paramref name="expected"/> is not <see cref="Next"/>, or the table is full.</exception>
    public ref T Allocate(Handle expected)
    {
        Handle next = Next;
        if (expected != next)
            ThrowNotNext(next, expected);
        int slot = next.Slot;
        if (slot == _rows.Count)
            _rows.Append();
        ref Row row = ref _rows[slot];
        if (_free >= 0)
            _free = row.Link;
        row.Generation = next.Generation;
        row.Link = Live;
        _count++;
        return ref row.Value;
    }

    /// <summary>Ends a row: it is zeroed, and its handles are dead for good.</summary>
    /// <exception cref="InvalidOperationException">The row is not live.</exception>
    public void Free(Handle handle)
    {
        ref Row row = ref Find(handle);
        Column<Row>.Zero(ref row);
        _count--;

        // A slot whose generations are used up is lost rather than let an old handle name a new tenant.
        if (handle.Generation >= lastGeneration)
        {
            row.Generation = handle.Generation;
            row.Link = Retired;
            return;
        }

        row.Generation = handle.Generation + 1;
        row.Link = _free;
        _free = handle.Slot;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsLive(Handle handle)
    {
        if ((uint)handle.Slot >= (uint)_rows.Count)
            return false;
        ref Row row = ref _rows[handle.Slot];
        return row.Generation == handle.Generation && row.Link == Live;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsLive(int slot) => (uint)slot < (uint)_rows.Count && _rows[slot].Link == Live;

    /// <summary>The handle of the slot's tenant; <see cref="Handle.None"/> when it has none.</summary>
    public Handle HandleOf(int slot)
    {
        if ((uint)slot >= (uint)_rows.Count)
            return Handle.None;
        ref Row row = ref _rows[slot];
        return row.Link == Live ? new Handle(slot, row.Generation) : Handle.None;
    }

    /// <summary>Writes rows, generations and the free list.</summary>
    public void Save(StateWriter writer)
    {
        writer.Write(_free);
        writer.Write(_count);
        _rows.Save(writer);
    }

    /// <summary>Takes what <see cref="Save"/> wrote in place of what it has.</summary>
    /// <exception cref="SnapshotCorruptException">It is no table.</exception>
    public void Load(StateReader reader)
    {
        _free = (int)reader.ReadBetween(EndOfFree, int.MaxValue);
        _count = reader.ReadCount(int.MaxValue);
        _rows.Load(reader);
        int live = 0;
        int free = 0;
        for (int slot = 0; slot < _rows.Count; slot++)
        {
            reader.Step(slot);
            int link = _rows[slot].Link;
            live += link == Live ? 1 : 0;
            free += link is EndOfFree or >= 0 ? 1 : 0;
        }

        // A free list without an end would be found by nobody until a slot was taken twice.
        int listed = 0;
        int at = _free;
        for (; at >= 0 && at < _rows.Count && listed < free; at = _rows[at].Link)
            reader.Step(listed++);
        if (live != _count || listed != free || at != EndOfFree)
            StateReader.Corrupt($"the free list of the {typeof(T).Name} table doesn't hold its free slots");
    }

    /// <summary>The slots of live rows in their order, for what is made anew of them behind a loading.</summary>
    public IEnumerable<int> LiveSlots(StateReader reader)
    {
        for (int slot = 0; slot < _rows.Count; slot++)
        {
            reader.Step(slot);
            if (IsLive(slot))
                yield return slot;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref Row Find(Handle handle)
    {
        if ((uint)handle.Slot >= (uint)_rows.Count)
            ThrowDead(handle);
        ref Row row = ref _rows[handle.Slot];
        if (row.Generation != handle.Generation || row.Link != Live)
            ThrowDead(handle);
        return ref row;
    }

    // Making texts takes room on the stack that a method, or whatever it is inlined into, clears each time it is called.
    [DoesNotReturn]
    private static void ThrowNotNext(Handle next, Handle expected) =>
        throw new InvalidOperationException($"The next row is {next}, not {expected}.");

    [DoesNotReturn]
    private static void ThrowDead(Handle handle) =>
        throw new InvalidOperationException($"{handle} names no live {typeof(T).Name}.");

    // The generation lies beside the row, so that checking a handle and reading its row costs one cache line.
    private struct Row
    {
        public uint Generation;
        public int Link;
        public T Value;
    }
}
