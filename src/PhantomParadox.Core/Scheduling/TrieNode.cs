using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace PhantomParadox.Scheduling;

/// <summary>A node of a <see cref="FirstFitTrie"/>: sixteen children, and the largest value below each (0: no child).</summary>
internal struct TrieNode
{
    /// <summary>Any number below this node; those above <see cref="Shift"/> + 4 bits are the same in all.</summary>
    public ulong Prefix;

    /// <summary>The lowest bit of the digit by which the children differ.</summary>
    public long Shift;   // long, so that the row has no padding: rows are hashed as bytes

    public Values Max;
    public Links Child;

    public readonly int DigitOf(ulong number) => (int)(number >> (int)Shift) & 15;

    /// <summary>No number below this child is smaller.</summary>
    public readonly ulong LeastOf(int digit) => (Prefix >> (int)Shift & ~15UL | (uint)digit) << (int)Shift;

    /// <summary>The children that hold a value of at least <paramref name="atLeast"/>, as bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly uint Fitting(uint atLeast)
    {
        ref uint first = ref Unsafe.AsRef(in Max[0]);
        Vector256<uint> bound = Vector256.Create(atLeast);
        uint low = Vector256.GreaterThanOrEqual(Vector256.LoadUnsafe(ref first), bound).ExtractMostSignificantBits();
        uint high = Vector256.GreaterThanOrEqual(Vector256.LoadUnsafe(ref first, 8), bound).ExtractMostSignificantBits();
        return low | (high << 8);
    }

    /// <summary>The smallest digit whose child holds such a value; there must be one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly int FirstFitting(uint atLeast) => BitOperations.TrailingZeroCount(Fitting(atLeast));

    /// <summary>The largest value below this node.</summary>
    public readonly uint Largest()
    {
        ref uint first = ref Unsafe.AsRef(in Max[0]);
        Vector256<uint> eight = Vector256.Max(Vector256.LoadUnsafe(ref first), Vector256.LoadUnsafe(ref first, 8));
        Vector128<uint> four = Vector128.Max(eight.GetLower(), eight.GetUpper());
        return Math.Max(Math.Max(four[0], four[1]), Math.Max(four[2], four[3]));
    }

    [InlineArray(16)]
    internal struct Values
    {
        private uint _first;
    }

    /// <summary>0: none; positive: a node; negative: the complement of an entry.</summary>
    [InlineArray(16)]
    internal struct Links
    {
        private int _first;
    }
}
