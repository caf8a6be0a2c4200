using System.Numerics;
using System.Runtime.CompilerServices;

namespace PhantomParadox.Memory;

/// <summary>
/// Finds slots by the hash of their key, which stays with the slot: the caller compares. Linear hashing (W. Litwin,
/// "Linear hashing: a new tool for file and table addressing", VLDB 1980): the index grows by splitting one bucket at a
/// time, so no insertion pays for a rehash.
/// </summary>
internal sealed class HashIndex
{
    private const int FirstBuckets = 16;
    private const int MostBuckets = 1 << 30;

    // Links are an entry's index plus one: a zeroed bucket is an empty one.
    private readonly Column<int> _buckets = new();
    private readonly Column<Entry> _entries = new();
    private uint _mask;
    private int _free;
    private int _count;

    public int Count => _count;

    /// <summary>Adds a slot under a hash; adding the same twice makes two entries.</summary>
    public void Add(ulong hash, int slot)
    {
        // Not before the first entry: a market has indexes that it never uses.
        if (_buckets.Count == 0)
        {
            _buckets.GrowTo(FirstBuckets);
            _mask = MaskFor(FirstBuckets);
        }

        int index = Take();
        uint tag = TagOf(hash);
        ref int bucket = ref _buckets[BucketOf(tag)];
        ref Entry entry = ref _entries[index];
        entry.Slot = slot;
        entry.Next = bucket;
        entry.Tag = tag;
        bucket = index + 1;
        _count++;
        if (_count > _buckets.Count && _buckets.Count < MostBuckets)
            Split();
    }

    /// <summary>Removes one entry of a slot under a hash; says whether there was one.</summary>
    public bool Remove(ulong hash, int slot)
    {
        if (_count == 0)
            return false;
        uint tag = TagOf(hash);
        ref int link = ref _buckets[BucketOf(tag)];
        while (link != 0)
        {
            ref Entry entry = ref _entries[link - 1];
            if (entry.Tag == tag && entry.Slot == slot)
            {
                int freed = link;
                link = entry.Next;
                entry.Slot = 0;
                entry.Tag = 0;
                entry.Next = _free;
                _free = freed;
                _count--;
                return true;
            }

            link = ref entry.Next;
        }

        return false;
    }

    /// <summary>The slots that may have a key of this hash, newest first. Not to be used across a change of the index.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Probe Find(ulong hash)
    {
        uint tag = TagOf(hash);
        return new Probe(_entries, _count == 0 ? 0 : _buckets[BucketOf(tag)], tag);
    }

    // Folds both halves of the hash into the bits that choose a bucket, so that a hash weak in its low bits still spreads.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint TagOf(ulong hash) => (uint)(((hash ^ (hash >> 32)) * 0x9E3779B97F4A7C15) >> 32);

    // All buckets below the split have been split for the next doubling: the wider mask is right where its bucket exists.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int BucketOf(uint tag)
    {
        uint bucket = tag & _mask;
        return (int)(bucket < (uint)_buckets.Count ? bucket : bucket & (_mask >> 1));
    }

    private static uint MaskFor(int buckets) => (uint)((2L << BitOperations.Log2((uint)buckets)) - 1);

    private int Take()
    {
        if (_free == 0)
            return _entries.Append();
        int index = _free - 1;
        _free = _entries[index].Next;
        return index;
    }

    private void Split()
    {
        int added = _buckets.Count;
        ref int keep = ref _buckets[added - (int)((_mask >> 1) + 1)];
        _buckets.Append();
        ref int move = ref _buckets[added];
        int link = keep;
        while (link != 0)
        {
            ref Entry entry = ref _entries[link - 1];
            int next = entry.Next;
            if ((entry.Tag & _mask) == (uint)added)
            {
                move = link;
                move = ref entry.Next;
            }
            else
            {
                keep = link;
                keep = ref entry.Next;
            }

            link = next;
        }

        keep = 0;
        move = 0;
        _mask = MaskFor(_buckets.Count);
    }

    /// <summary>Walks the entries of one hash without allocating.</summary>
    public ref struct Probe
    {
        private readonly Column<Entry> _entries;
        private readonly uint _tag;
        private int _link;

        internal Probe(Column<Entry> entries, int link, uint tag)
        {
            _entries = entries;
            _link = link;
            _tag = tag;
        }

        /// <summary>The next candidate; false when there are no more.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public bool Next(out int slot)
        {
            while (_link != 0)
            {
                ref Entry entry = ref _entries[_link - 1];
                _link = entry.Next;
                if (entry.Tag == _tag)
                {
                    slot = entry.Slot;
                    return true;
                }
            }

            slot = -1;
            return false;
        }
    }

    internal struct Entry
    {
        public int Slot;
        public int Next;
        public uint Tag;
    }
}
