using System.Numerics;
using System.Runtime.CompilerServices;

namespace PhantomParadox.Memory;

/// <summary>
/// Finds slots by the hash of their key, which stays with the slot: the caller compares. Linear hashing (W. Litwin,
/// "Linear hashing: a new tool for file and table addressing", VLDB 1980): the index grows by splitting one bucket at a
/// time, so no insertion pays for a rehash. Buckets are as large as a cache line, which most look-ups touch once.
/// </summary>
internal sealed class HashIndex
{
    private const int FirstBuckets = 16;
    private const int MostBuckets = 1 << 26;

    // Of seven places a bucket fills four on the average: few have to overflow while others wait for their split.
    private const int EntriesPerBucket = 4;

    private readonly Column<HashBucket> _buckets = new();

    // Where buckets overflow, by link: an index plus one. The entries in the bucket itself are the newest of its chain.
    private readonly Column<HashBucket> _overflow = new();
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

        uint tag = TagOf(hash);
        Push(ref _buckets[BucketOf(tag)], tag, slot);
        _count++;
        if (_count > (long)_buckets.Count * EntriesPerBucket && _buckets.Count < MostBuckets)
            Split();
    }

    /// <summary>Removes one entry of a slot under a hash; says whether there was one.</summary>
    public bool Remove(ulong hash, int slot)
    {
        if (_count == 0)
            return false;
        uint tag = TagOf(hash);
        ref HashBucket bucket = ref _buckets[BucketOf(tag)];
        ref HashBucket before = ref bucket;
        int link = 0;
        while (!bucket.Remove(tag, slot))
        {
            if (bucket.Next == 0)
                return false;
            link = bucket.Next;
            before = ref bucket;
            bucket = ref _overflow[link - 1];
        }

        _count--;
        if (bucket.Count > 0)
            return true;
        if (link != 0)
        {
            before.Next = bucket.Next;
            Return(link);
        }
        else if (bucket.Next is > 0 and var next)
        {
            bucket = _overflow[next - 1];
            Return(next);
        }

        return true;
    }

    /// <summary>The slots that may have a key of this hash, newest first. Not to be used across a change of the index.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Probe Find(ulong hash)
    {
        uint tag = TagOf(hash);
        return _count == 0 ? default : new Probe(_overflow, ref _buckets[BucketOf(tag)], tag);
    }

    /// <summary>Has brought near what <see cref="Find"/> will read first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Prefetch(ulong hash)
    {
        if (_count > 0)
            _buckets.Prefetch(BucketOf(TagOf(hash)));
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

    private void Push(ref HashBucket bucket, uint tag, int slot)
    {
        if (bucket.Count == HashBucket.Capacity)
        {
            int link = Take();
            _overflow[link - 1] = bucket;
            bucket = new HashBucket { Next = link };
        }

        bucket.Add(tag, slot);
    }

    private void Split()
    {
        int added = _buckets.Append();
        int from = added - (int)((_mask >> 1) + 1);
        HashBucket newest = _buckets[from];
        _buckets[from] = default;

        // Turned round, so that the oldest come first and all stay in their order.
        int oldest = 0;
        for (int link = newest.Next; link != 0;)
        {
            ref int next = ref _overflow[link - 1].Next;
            (link, next, oldest) = (next, oldest, link);
        }

        while (oldest != 0)
        {
            HashBucket older = _overflow[oldest - 1];
            Return(oldest);
            Divide(older, from, added);
            oldest = older.Next;
        }

        Divide(newest, from, added);
        _mask = MaskFor(_buckets.Count);
    }

    private void Divide(in HashBucket bucket, int from, int added)
    {
        for (int at = 0; at < bucket.Count; at++)
        {
            uint tag = bucket.TagAt(at);
            Push(ref _buckets[(tag & _mask) == (uint)added ? added : from], tag, bucket.SlotAt(at));
        }
    }

    private int Take()
    {
        if (_free == 0)
            return _overflow.Append() + 1;
        int link = _free;
        _free = _overflow[link - 1].Next;
        return link;
    }

    private void Return(int link)
    {
        _overflow[link - 1] = new HashBucket { Next = _free };
        _free = link;
    }

    /// <summary>Walks the entries of one hash without allocating.</summary>
    public ref struct Probe
    {
        private readonly Column<HashBucket> _overflow;
        private readonly uint _tag;
        private ref HashBucket _bucket;
        private uint _left;
        private int _next;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        internal Probe(Column<HashBucket> overflow, ref HashBucket bucket, uint tag)
        {
            _overflow = overflow;
            _tag = tag;
            _bucket = ref bucket;
            _left = bucket.Matching(tag);
            _next = bucket.Next;
        }

        /// <summary>The next candidate; false when there are no more.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public bool Next(out int slot)
        {
            while (_left == 0)
            {
                if (_next == 0)
                {
                    slot = -1;
                    return false;
                }

                _bucket = ref _overflow[_next - 1];
                _left = _bucket.Matching(_tag);
                _next = _bucket.Next;
            }

            int at = BitOperations.Log2(_left);
            _left ^= 1u << at;
            slot = _bucket.SlotAt(at);
            return true;
        }
    }
}
