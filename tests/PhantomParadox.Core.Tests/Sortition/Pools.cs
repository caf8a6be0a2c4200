using System.Globalization;
using System.Text;

namespace PhantomParadox.Core.Tests.Sortition;

/// <summary>Pools and seeds to draw from.</summary>
internal static class Pools
{
    public static JuryTreeNode[] Leaves(int count, ulong step = 7) =>
        [.. Enumerable.Range(0, count).Select(index => Leaf($"agent-{index}", index % 3 == 0 ? "" : $"op-{index % 5}", 1 + (ulong)index * step))];

    public static JuryTreeNode Leaf(string agent, string @operator, ulong weight) =>
        JuryTreeNode.Leaf(Encoding.UTF8.GetBytes(agent), Encoding.UTF8.GetBytes(@operator), weight);

    public static JuryPoolTree Tree(ReadOnlySpan<JuryTreeNode> leaves)
    {
        var tree = new JuryPoolTree(leaves.Length);
        foreach (ref readonly var leaf in leaves)
            tree.Add(leaf);
        return tree;
    }

    public static Digest Seed(int number) => Digest.Of(Encoding.ASCII.GetBytes(number.ToString(CultureInfo.InvariantCulture)));
}

/// <summary>Facts read from tables.</summary>
internal sealed class TableFacts(Func<int, JuryBar> barOf, Func<int, int> operatorOf) : IJuryFacts
{
    public static TableFacts Free { get; } = new(_ => JuryBar.None, _ => 0);

    public JuryBar BarOf(int candidate) => barOf(candidate);

    public int OperatorOf(int candidate) => operatorOf(candidate);
}
