using PhantomParadox.Sortition;

namespace PhantomParadox;

/// <summary>What is published of a pool before the randomness exists.</summary>
/// <param name="Count">Candidates in the pool, at least 1.</param>
/// <param name="Top">Top of the Merkle sum tree; its sum is the pool's total weight.</param>
/// <param name="Root">The pool's root, which fixes all of it.</param>
/// <remarks>Source: the rules of the market, §3.3.</remarks>
public readonly record struct JuryPoolCommitment(int Count, JuryTreeNode Top, Digest Root)
{
    /// <summary>Makes the root of a pool: H(LP("pp.jury.pool.v1") ‖ u64(count) ‖ u64(total) ‖ top hash).</summary>
    /// <param name="count">Candidates in the pool.</param>
    /// <param name="top">Top of the tree.</param>
    /// <returns>The commitment.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is below 1: an empty pool has no root.</exception>
    public static JuryPoolCommitment Of(int count, in JuryTreeNode top)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        var input = new HashInput(stackalloc byte[HashInput.Space]);
        input.Prefixed("pp.jury.pool.v1"u8);
        input.UInt64((ulong)count);
        input.UInt64(top.Sum);
        input.Raw(top.Hash.Bytes);
        return new(count, top, input.Hash());
    }
}
