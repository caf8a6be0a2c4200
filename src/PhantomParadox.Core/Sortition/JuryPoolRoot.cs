namespace PhantomParadox;

/// <summary>Computes a pool's root from its candidates one after the other, in memory that grows with the logarithm of their number.</summary>
/// <remarks>
/// Like a binary counter: a level holds a finished subtree of its power of two while none of the same size follows. What is left is
/// joined from the right, which leaves the largest power of two on the left. Source: the rules of the market, §3.3.
/// </remarks>
public sealed class JuryPoolRoot
{
    private readonly JuryTreeNode[] _finished = new JuryTreeNode[32];

    /// <summary>Candidates so far.</summary>
    public int Count { get; private set; }

    /// <summary>Adds the next candidate, in order of registration.</summary>
    /// <param name="leaf">Its leaf, see <see cref="JuryTreeNode.Leaf"/>.</param>
    /// <exception cref="OverflowException">There are 2³¹ − 1 candidates already, or their sum doesn't fit in 64 bits.</exception>
    public void Add(in JuryTreeNode leaf)
    {
        var next = checked(Count + 1);
        var node = leaf;
        var level = 0;
        for (; (Count >> level & 1) != 0; level++)
            node = JuryTreeNode.Parent(_finished[level], node);
        _finished[level] = node;
        Count = next;
    }

    /// <summary>Commits to the candidates so far; more may be added afterwards.</summary>
    /// <returns>Count, top and root.</returns>
    /// <exception cref="InvalidOperationException">There is no candidate: an empty pool has no root.</exception>
    public JuryPoolCommitment Commit()
    {
        if (Count == 0)
            throw new InvalidOperationException("An empty pool has no root.");
        var level = int.TrailingZeroCount(Count);
        var top = _finished[level];
        for (level++; level < _finished.Length; level++)
        {
            if ((Count >> level & 1) != 0)
                top = JuryTreeNode.Parent(_finished[level], top);
        }

        return JuryPoolCommitment.Of(Count, top);
    }
}
