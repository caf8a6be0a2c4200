using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace PhantomParadox.Memory;

/// <summary>Up to seven entries of a <see cref="HashIndex"/>, oldest first, in 64 bytes: what is left of their hashes, and their slots.</summary>
internal struct HashBucket
{
    /// <summary>Entries that fit.</summary>
    public const int Capacity = 7;

    // The eighth is the number of entries: all tags are compared at once, with a number that is no tag beside them.
    private Tags _tags;
    private Slots _slots;

    /// <summary>Where older entries are: a link; 0 for nowhere.</summary>
    public int Next;

    public readonly int Count => (int)_tags[Capacity];

    public readonly uint TagAt(int at) => _tags[at];

    public readonly int SlotAt(int at) => _slots[at];

    /// <summary>The entries with this tag, as bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly uint Matching(uint tag)
    {
        Vector256<uint> tags = Vector256.LoadUnsafe(ref Unsafe.AsRef(in _tags[0]));
        return Vector256.Equals(tags, Vector256.Create(tag)).ExtractMostSignificantBits() & ((1u << Count) - 1);
    }

    /// <summary>Adds an entry; there must be room.</summary>
    public void Add(uint tag, int slot)
    {
        int at = Count;
        _tags[at] = tag;
        _slots[at] = slot;
        _tags[Capacity] = (uint)at + 1;
    }

    /// <summary>Removes an entry; false where there is none such.</summary>
    public bool Remove(uint tag, int slot)
    {
        int count = Count;
        int at = 0;
        while (at < count && (_tags[at] != tag || _slots[at] != slot))
            at++;
        if (at == count)
            return false;
        for (; at + 1 < count; at++)
            (_tags[at], _slots[at]) = (_tags[at + 1], _slots[at + 1]);
        _tags[Capacity] = (uint)count - 1;
        return true;
    }

    [InlineArray(Capacity + 1)]
    private struct Tags
    {
        private uint _first;
    }

    [InlineArray(Capacity)]
    private struct Slots
    {
        private int _first;
    }
}
