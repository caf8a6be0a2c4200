namespace PhantomParadox;

/// <summary>Checks that a candidate stood in a published pool, without the pool.</summary>
/// <remarks>Source: the rules of the market, §3.3; the shape of the tree is that of RFC 9162, §2.1.1.</remarks>
public static class JuryPath
{
    /// <summary>Checks a path from the leaf upwards: its length, its sides and its sums as well as its hashes.</summary>
    /// <param name="leaf">The candidate's leaf, see <see cref="JuryTreeNode.Leaf"/>.</param>
    /// <param name="index">The candidate's place in the pool, from 0.</param>
    /// <param name="count">Candidates in the pool, as published: the pool's root fixes it, the path alone doesn't.</param>
    /// <param name="path">The siblings from the leaf upwards.</param>
    /// <param name="top">The top of the tree: its hash, and the published total as its sum. Check them against the root with <see cref="JuryPoolCommitment.Of"/>.</param>
    /// <returns>Whether the leaf is the pool's at that place.</returns>
    public static bool Verify(in JuryTreeNode leaf, int index, int count, ReadOnlySpan<JuryPathStep> path, in JuryTreeNode top) =>
        TryClimb(leaf, index, count, path, out var reached) && reached == top;

    /// <summary>Follows a path from the leaf upwards: its length and its sides must be those of that place in such a pool.</summary>
    /// <param name="leaf">The candidate's leaf, see <see cref="JuryTreeNode.Leaf"/>.</param>
    /// <param name="index">The candidate's place in the pool, from 0.</param>
    /// <param name="count">Candidates in the pool.</param>
    /// <param name="path">The siblings from the leaf upwards.</param>
    /// <param name="top">The top that it leads to, or <c>default</c>. It proves something only where <see cref="JuryPoolCommitment.Of"/> makes the published root of it.</param>
    /// <returns>Whether the path can be one.</returns>
    public static bool TryClimb(in JuryTreeNode leaf, int index, int count, ReadOnlySpan<JuryPathStep> path, out JuryTreeNode top)
    {
        top = default;
        if (index < 0 || index >= count)
            return false;
        var node = leaf;
        var step = 0;
        for (; count > 1; count = (count + 1) >> 1, index >>= 1)
        {
            var isRight = (index & 1) != 0;
            if (!isRight && index == count - 1)
                continue;   // without a sibling: it stands for itself one level higher
            if (step == path.Length)
                return false;
            ref readonly var next = ref path[step++];
            // A sum that wraps could hide weight.
            if (next.IsLeft != isRight || next.Sibling.Sum > ulong.MaxValue - node.Sum)
                return false;
            node = isRight ? JuryTreeNode.Parent(next.Sibling, node) : JuryTreeNode.Parent(node, next.Sibling);
        }

        top = node;
        return step == path.Length;
    }

    /// <summary>The weight of all candidates before that of a path: where its part of the total begins.</summary>
    /// <param name="path">The siblings from the leaf upwards, verified.</param>
    /// <returns>The sum of the siblings that stand left.</returns>
    /// <exception cref="OverflowException">The sums don't fit in 64 bits: the path isn't one that verifies.</exception>
    public static ulong WeightBefore(ReadOnlySpan<JuryPathStep> path)
    {
        ulong before = 0;
        foreach (ref readonly var step in path)
        {
            if (step.IsLeft)
                before = checked(before + step.Sibling.Sum);
        }

        return before;
    }
}
