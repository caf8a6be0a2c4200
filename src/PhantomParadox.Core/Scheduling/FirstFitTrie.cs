using System.Numerics;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
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
        Span<int> path = stackalloc int[MaxDepth];
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

    /// <summary>The entry with the smallest number among those with such a value; there must be one.</summary>
    public int First(int root, uint atLeast)
    {
        while (root > 0)
        {
            ref TrieNode node = ref _nodes[root];
            root = node.Child[node.FirstFitting(atLeast)];
        }

        return ~root;
    }

    /// <summary>The same among those whose number is greater than <paramref name="after"/>; −1 if there is none.</summary>
    public int Next(int root, uint atLeast, ulong after)
    {
        ulong from = after + 1;
        int otherwise = 0;   // where the search goes on if the place of `from` holds nothing that fits
        while (root > 0)
        {
            ref TrieNode node = ref _nodes[root];
            ulong here = node.Prefix >> (int)node.Shift >> 4;
            ulong sought = from >> (int)node.Shift >> 4;
            if (here > sought)
                return First(root, atLeast);
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
        return otherwise == 0 ? -1 : First(otherwise, atLeast);
    }

    /// <summary>The largest value in a queue; 0 if it is empty.</summary>
    public uint Largest(int root) => root > 0 ? _nodes[root].Largest() : root == 0 ? 0 : entries[~root].Value;

    /// <summary>Forgets all nodes of all queues; the roots are the caller's to forget.</summary>
    public void Clear()
    {
        _used = 1;
        _free = 0;
    }

    public void AppendTo(IncrementalHash hash)
    {
        StateHash.Append(hash, _used);
        StateHash.Append(hash, _free);
        _nodes.AppendTo(hash);
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
}
