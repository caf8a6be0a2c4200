using PhantomParadox.Sortition;

namespace PhantomParadox;

/// <summary>A node of the Merkle sum tree over a jury's pool: a hash, and the weight of all that stands below.</summary>
/// <param name="Hash">Its hash.</param>
/// <param name="Sum">Sum of the weights below it.</param>
/// <remarks>Source: the rules of the market, §3.3.</remarks>
public readonly record struct JuryTreeNode(Digest Hash, ulong Sum)
{
    /// <summary>Largest weight of a candidate: 2³².</summary>
    public const ulong MaxWeight = 1UL << 32;

    /// <summary>Makes the leaf of a candidate: H(0x00 ‖ LP("pp.jury.leaf.v1") ‖ LP(agentId) ‖ LP(operatorId) ‖ u64(weight)).</summary>
    /// <param name="agentId">The candidate's id in UTF-8.</param>
    /// <param name="operatorId">Its operator's id in UTF-8; empty where it has none.</param>
    /// <param name="weight">Its weight, 1 to 2³².</param>
    /// <returns>The leaf; its sum is the weight.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="weight"/> is 0 or above 2³².</exception>
    public static JuryTreeNode Leaf(ReadOnlySpan<byte> agentId, ReadOnlySpan<byte> operatorId, ulong weight)
    {
        ArgumentOutOfRangeException.ThrowIfZero(weight);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(weight, MaxWeight);
        var input = new HashInput(stackalloc byte[HashInput.Space]);
        input.Byte(0x00);
        input.Prefixed("pp.jury.leaf.v1"u8);
        input.Prefixed(agentId);
        input.Prefixed(operatorId);
        input.UInt64(weight);
        return new(input.Hash(), weight);
    }

    /// <summary>Makes a parent: H(0x01 ‖ u64(left sum) ‖ left hash ‖ u64(right sum) ‖ right hash).</summary>
    /// <param name="left">Its left child, over the earlier candidates.</param>
    /// <param name="right">Its right child.</param>
    /// <returns>The parent; its sum is that of both.</returns>
    /// <exception cref="OverflowException">The sum doesn't fit in 64 bits: no pool of valid weights comes near.</exception>
    public static JuryTreeNode Parent(in JuryTreeNode left, in JuryTreeNode right)
    {
        var sum = checked(left.Sum + right.Sum);
        var input = new HashInput(stackalloc byte[1 + 2 * (sizeof(ulong) + Digest.Length)]);
        input.Byte(0x01);
        input.UInt64(left.Sum);
        input.Raw(left.Hash.Bytes);
        input.UInt64(right.Sum);
        input.Raw(right.Hash.Bytes);
        return new(input.Hash(), sum);
    }
}
