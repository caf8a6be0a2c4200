using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using PhantomParadox.Memory;

namespace PhantomParadox.Scheduling;

/// <summary>
/// A forest of queues in which "the first in line with a value of at least x" takes one walk down. Each is a radix trie over
/// numbers, sixteen ways, without nodes of one child, whose nodes know the largest value below each child.
/// </summary>
/// <remarks>
/// The segment tree of first-fit bin packing (D. S. Johnson, "Fast algorithms for bin packing", 1974) over a radix trie.
/// Depth is at most 16 and about log16 of the queue's length, whatever the values are: no choice of values makes it slow.
/// A root is 0 (empty), a positive node, or the complement of a lone entry, which so needs no node.
/// </remarks>
internal sealed class FirstFitTrie(Column<Entry> entries)
{
    private const int MaxDepth = 16;

    private readonly Column<TrieNode> _nodes = new();
    private int _used = 1;
    private int _free;

    /// <summary>Puts an entry, whose number and value are set, at its place.</summary>
    public void Insert(ref int root, int entry)
    {
        ulong number = entries[entry].Number;
        uint value = entries[entry].Value;
        ref int at = ref root;
        while (at > 0)
        {
            ref TrieNode node = ref _nodes[at];
            if ((number ^ node.Prefix) >> (int)node.Shift >> 4 != 0)
            {
                Fork(ref at, node.Prefix, node.Largest(), number, value, entry);
                return;
            }

            int digit = node.DigitOf(number);
            if (node.Max[digit] < value)
                node.Max[digit] = value;
            at = ref node.Child[digit];
        }

        if (at == 0)
            at = ~entry;
        else
            Fork(ref at, entries[~at].Number, entries[~at].Value, number, value, entry);
    }

    /// <summary>Takes out an entry that is in the queue.</summary>
    [SkipLocalsInit]
    public void Remove(ref int root, int entry)
    {
        ulong number = entries[entry].Number;
        Unsafe.SkipInit(out Path path);
        int depth = 0;
        for (int at = root; at > 0; at = _nodes[at].Child[_nodes[at].DigitOf(number)])
            path[depth++] = at;
        if (depth == 0)
        {
            root = 0;
            return;
        }

        int last = path[--depth];
        ref TrieNode node = ref _nodes[last];
        int digit = node.DigitOf(number);
        node.Child[digit] = 0;
        node.Max[digit] = 0;
        uint largest = node.Largest();
        uint left = node.Fitting(1);
        if (BitOperations.IsPow2(left))
        {
            int only = node.Child[BitOperations.TrailingZeroCount(left)];
            if (depth == 0)
                root = only;
            else
                _nodes[path[depth - 1]].Child[_nodes[path[depth - 1]].DigitOf(number)] = only;
            node.Child[0] = _free;
            _free = last;
        }

        while (depth > 0)
        {
            ref TrieNode above = ref _nodes[path[--depth]];
            ref uint max = ref above.Max[above.DigitOf(number)];
            if (max == largest)
                return;
            max = largest;
            largest = above.Largest();
        }
    }

    /// <summary>
    /// The entry with the smallest number among those with such a value, of which there must be one; −1 if the walk shows
    /// that this number is not below <paramref name="bound"/>, which it need not: it spares the lower, colder nodes.
    /// </summary>
    public int First(int root, uint atLeast, ulong bound)
    {
        while (root > 0)
        {
            ref TrieNode node = ref _nodes[root];
            int digit = node.FirstFitting(atLeast);
            if (node.LeastOf(digit) >= bound)
                return -1;
            root = node.Child[digit];
        }

        return ~root;
    }

    /// <summary>The same among those whose number is greater than <paramref name="after"/>; −1 also if there is none.</summary>
    public int Next(int root, uint atLeast, ulong after, ulong bound)
    {
        ulong from = after + 1;
        int otherwise = 0;   // where the search goes on if the place of `from` holds nothing that fits
        while (root > 0)
        {
            ref TrieNode node = ref _nodes[root];
            ulong here = node.Prefix >> (int)node.Shift >> 4;
            ulong sought = from >> (int)node.Shift >> 4;
            if (here > sought)
                return First(root, atLeast, bound);
            if (here < sought)
                break;

            int digit = node.DigitOf(from);
            uint fitting = node.Fitting(atLeast);
            uint later = fitting & (~1u << digit);
            if (later != 0)
                otherwise = node.Child[BitOperations.TrailingZeroCount(later)];
            root = (fitting >> digit & 1) != 0 ? node.Child[digit] : 0;
        }

        if (root < 0 && entries[~root].Number >= from)
            return ~root;
        return otherwise == 0 ? -1 : First(otherwise, atLeast, bound);
    }

    /// <summary>
    /// Walks several queues down in step, each to its first entry with such a value, of which there must be one in each. Every
    /// root becomes what it led to, or 0 once it is behind another or behind <paramref name="bound"/>.
    /// </summary>
    public void FirstOfEach(Span<int> roots, uint atLeast, ulong bound)
    {
        bool walking = true;
        while (walking)
        {
            walking = false;
            foreach (ref int root in roots)
            {
                if (root <= 0)
                    continue;
                ref TrieNode node = ref _nodes[root];
                int digit = node.FirstFitting(atLeast);
                ulong least = node.LeastOf(digit);
                if (least > bound)
                {
                    root = 0;
                    continue;
                }

                bound = Math.Min(bound, least | ((1UL << (int)node.Shift) - 1));
                root = node.Child[digit];
                walking |= root > 0;
                Prefetch(root);
            }
        }
    }

    /// <summary>Asks for the memory that the next step of a walk will read.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public unsafe void Prefetch(int root)
    {
        if (!Sse.IsSupported)
            return;
        if (root > 0)
        {
            byte* node = (byte*)Unsafe.AsPointer(ref _nodes[root]);   // only a hint: a row that moves meanwhile does no harm
            Sse.Prefetch0(node);
            Sse.Prefetch0(node + 64);
            Sse.Prefetch0(node + 128);
        }
        else
        {
            Sse.Prefetch0(Unsafe.AsPointer(ref entries[~root]));
        }
    }

    /// <summary>The largest value in a queue; 0 if it is empty.</summary>
    public uint Largest(int root) => root > 0 ? _nodes[root].Largest() : root == 0 ? 0 : entries[~root].Value;

    /// <summary>Forgets all nodes of all queues; the roots are the caller's to forget.</summary>
    public void Clear()
    {
        _used = 1;
        _free = 0;
    }

    public void Save(StateWriter writer)
    {
        writer.Write<int>([_used, _free]);
        _nodes.Save(writer);
    }

    public void Load(StateReader reader)
    {
        Span<int> figures = stackalloc int[2];
        reader.Read(figures);
        (_used, _free) = (figures[0], figures[1]);
        _nodes.Load(reader);
        if (_used < 1 || _used - 1 > _nodes.Count)
            StateReader.Corrupt($"a trie can't have used {_used} of {_nodes.Count} nodes");
    }

    private void Fork(ref int at, ulong number, uint max, ulong newNumber, uint newValue, int entry)
    {
        int index = Allocate();
        ref TrieNode node = ref _nodes[index];
        node = default;
        node.Prefix = newNumber;
        node.Shift = BitOperations.Log2(number ^ newNumber) & ~3;
        int digit = node.DigitOf(number);
        node.Child[digit] = at;
        node.Max[digit] = max;
        digit = node.DigitOf(newNumber);
        node.Child[digit] = ~entry;
        node.Max[digit] = newValue;
        at = index;
    }

    private int Allocate()
    {
        if (_free != 0)
        {
            int index = _free;
            _free = _nodes[index].Child[0];
            return index;
        }

        _nodes.GrowTo(_used + 1);
        return _used++;
    }

    // The nodes from a root down. A local: a method that takes room on the stack by itself is compiled once, before the sizes of chunks are known.
    [InlineArray(MaxDepth)]
    private struct Path
    {
        private int _first;
    }
}
