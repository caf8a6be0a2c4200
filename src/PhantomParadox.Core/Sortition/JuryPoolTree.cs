namespace PhantomParadox;

/// <summary>The Merkle sum tree over a pool, kept whole so that it can give the path of any candidate.</summary>
/// <remarks>
/// All nodes lie in one array made at the start, level after level; a node without a sibling is repeated one level higher, which gives
/// the tree whose left part holds the largest power of two. 80 bytes a candidate. Source: the rules of the market, §3.3.
/// </remarks>
public sealed class JuryPoolTree
{
    private readonly JuryTreeNode[] _nodes;
    private readonly int _count;
    private int _added;

    /// <summary>Makes room for a pool.</summary>
    /// <param name="count">Candidates in the pool: at least 1, at most 2²⁹.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is out of range.</exception>
    public JuryPoolTree(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, 1 << 29);
        _count = count;
        var nodes = count;
        for (var level = count; level > 1; nodes += level)
            level = (level + 1) >> 1;
        _nodes = new JuryTreeNode[nodes];
    }

    /// <summary>Candidates that the pool holds when it is complete.</summary>
    public int Count => _count;

    /// <summary>Adds the next candidate, in order of registration. With the last one the tree is complete.</summary>
    /// <param name="leaf">Its leaf, see <see cref="JuryTreeNode.Leaf"/>.</param>
    /// <exception cref="InvalidOperationException">The tree is complete.</exception>
    /// <exception cref="OverflowException">The sum doesn't fit in 64 bits: no pool of valid weights comes near.</exception>
    public void Add(in JuryTreeNode leaf)
    {
        if (_added == _count)
            throw new InvalidOperationException("The tree is complete.");
        _nodes[_added] = leaf;
        if (_added + 1 == _count)
            Join();
        _added++;
    }

    /// <summary>Commits to the pool.</summary>
    /// <returns>Count, top and root.</returns>
    /// <exception cref="InvalidOperationException">Candidates are missing.</exception>
    public JuryPoolCommitment Commit()
    {
        RequireAll();
        return JuryPoolCommitment.Of(_count, _nodes[^1]);
    }

    /// <summary>The leaf of a candidate.</summary>
    /// <param name="index">Its place in the pool, from 0.</param>
    /// <returns>The leaf.</returns>
    /// <exception cref="ArgumentOutOfRangeException">No candidate has that place.</exception>
    /// <exception cref="InvalidOperationException">Candidates are missing.</exception>
    public JuryTreeNode Leaf(int index)
    {
        RequirePlace(index);
        return _nodes[index];
    }

    /// <summary>The path of a candidate, for <see cref="JuryPath.Verify"/>.</summary>
    /// <param name="index">Its place in the pool, from 0.</param>
    /// <returns>The siblings from the leaf upwards, at most 30; none in a pool of one.</returns>
    /// <exception cref="ArgumentOutOfRangeException">No candidate has that place.</exception>
    /// <exception cref="InvalidOperationException">Candidates are missing.</exception>
    public JuryPathStep[] Path(int index)
    {
        RequirePlace(index);
        var steps = 0;
        Span<JuryPathStep> path = stackalloc JuryPathStep[30];
        var start = 0;
        for (var level = _count; level > 1; start += level, level = (level + 1) >> 1, index >>= 1)
        {
            var sibling = index ^ 1;
            if (sibling < level)
                path[steps++] = new(IsLeft: sibling < index, _nodes[start + sibling]);
        }

        return path[..steps].ToArray();
    }

    private void Join()
    {
        var start = 0;
        for (var level = _count; level > 1; level = (level + 1) >> 1)
        {
            var children = _nodes.AsSpan(start, level);
            var parents = _nodes.AsSpan(start + level);
            for (var pair = 0; pair < level >> 1; pair++)
                parents[pair] = JuryTreeNode.Parent(children[2 * pair], children[2 * pair + 1]);
            if ((level & 1) != 0)
                parents[level >> 1] = children[^1];
            start += level;
        }
    }

    private void RequirePlace(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, _count);
        RequireAll();
    }

    private void RequireAll()
    {
        if (_added != _count)
            throw new InvalidOperationException("The tree lacks candidates.");
    }
}
