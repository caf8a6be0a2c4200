using FsCheck.Xunit;

namespace PhantomParadox.Core.Tests.Sortition;

public sealed class JuryPoolTreeTests
{
    [Fact]
    public void StreamedRoot_KeptRoot_AndTheDefinition_AreOne_ForEveryShape()
    {
        var leaves = Pools.Leaves(70);
        var streamed = new JuryPoolRoot();
        for (var count = 1; count <= leaves.Length; count++)
        {
            streamed.Add(leaves[count - 1]);
            var expected = JuryPoolCommitment.Of(count, ByDefinition(leaves.AsSpan(0, count)));
            Assert.Equal(expected, streamed.Commit());
            Assert.Equal(expected, Pools.Tree(leaves.AsSpan(0, count)).Commit());
        }
    }

    [Fact]
    public void EveryPath_Verifies_AtItsPlaceOnly()
    {
        for (var count = 1; count <= 34; count++)
        {
            var tree = Pools.Tree(Pools.Leaves(count));
            var top = tree.Commit().Top;
            ulong before = 0;
            for (var index = 0; index < count; index++)
            {
                var path = tree.Path(index);
                for (var place = -1; place <= count; place++)
                    Assert.Equal(place == index, JuryPath.Verify(tree.Leaf(index), place, count, path, top));
                Assert.Equal(before, JuryPath.WeightBefore(path));
                before += tree.Leaf(index).Sum;
            }
        }
    }

    // Goal: nothing of a proof can be changed. Method: one bit of leaf, path or top, chosen anywhere, in pools of any shape.
    [Property(MaxTest = 3_000)]
    public bool APath_WithOneByteChanged_IsRefused(ushort size, ushort at, ushort part, byte change)
    {
        var count = 1 + size % 90;
        var index = at % count;
        var tree = Pools.Tree(Pools.Leaves(count));
        var top = tree.Commit().Top;
        var path = tree.Path(index);
        JuryTreeNode[] nodes = [tree.Leaf(index), top, .. path.Select(step => step.Sibling)];
        var node = part % nodes.Length;
        nodes[node] = WithByteChanged(nodes[node], part / nodes.Length % 40, (byte)(1 + change % 255));
        JuryPathStep[] changed = [.. path.Select((step, number) => step with { Sibling = nodes[2 + number] })];
        return !JuryPath.Verify(nodes[0], index, count, changed, nodes[1]);
    }

    [Property(MaxTest = 1_000)]
    public bool APath_WithASideTurned_AStepMoreOrLess_IsRefused(ushort size, ushort at, ushort which)
    {
        var count = 2 + size % 90;
        var index = at % count;
        var tree = Pools.Tree(Pools.Leaves(count));
        var (leaf, top, path) = (tree.Leaf(index), tree.Commit().Top, tree.Path(index));
        var turned = path.ToArray();
        var step = which % path.Length;
        turned[step] = turned[step] with { IsLeft = !turned[step].IsLeft };
        return !JuryPath.Verify(leaf, index, count, turned, top)
            && !JuryPath.Verify(leaf, index, count, path.AsSpan(0, path.Length - 1), top)
            && !JuryPath.Verify(leaf, index, count, (JuryPathStep[])[.. path, path[^1]], top);
    }

    [Fact]
    public void Refuses_APathWhoseSumsWrap()
    {
        var leaf = Pools.Leaf("agent", "", 5);
        JuryPathStep[] path = [new(IsLeft: false, new JuryTreeNode(default, ulong.MaxValue))];
        Assert.False(JuryPath.Verify(leaf, 0, 2, path, default));
    }

    [Theory]
    [InlineData(0UL)]
    [InlineData(JuryTreeNode.MaxWeight + 1)]
    public void Refuses_AWeightOutOfRange(ulong weight) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Pools.Leaf("agent", "", weight));

    [Fact]
    public void TakesTheLargestWeight_AndNamesOfAnyLength()
    {
        var leaf = Pools.Leaf(new string('é', 900), new string('x', 700), JuryTreeNode.MaxWeight);
        Assert.Equal(JuryTreeNode.MaxWeight, leaf.Sum);
        Assert.NotEqual(leaf.Hash, Pools.Leaf(new string('é', 900), new string('x', 701), JuryTreeNode.MaxWeight).Hash);
    }

    [Fact]
    public void AnEmptyPool_HasNoRoot()
    {
        Assert.Throws<InvalidOperationException>(() => new JuryPoolRoot().Commit());
        Assert.Throws<ArgumentOutOfRangeException>(() => new JuryPoolTree(0));
    }

    [Fact]
    public void AnIncompleteTree_GivesNothing_AndACompleteOneTakesNothing()
    {
        var tree = new JuryPoolTree(2);
        tree.Add(Pools.Leaf("one", "", 1));
        Assert.Throws<InvalidOperationException>(() => tree.Commit());
        Assert.Throws<InvalidOperationException>(() => tree.Path(0));
        tree.Add(Pools.Leaf("two", "", 1));
        Assert.Throws<InvalidOperationException>(() => tree.Add(Pools.Leaf("three", "", 1)));
    }

    private static JuryTreeNode ByDefinition(ReadOnlySpan<JuryTreeNode> leaves)
    {
        if (leaves.Length == 1)
            return leaves[0];
        var left = 1;
        while (2 * left < leaves.Length)
            left *= 2;
        return JuryTreeNode.Parent(ByDefinition(leaves[..left]), ByDefinition(leaves[left..]));
    }

    private static JuryTreeNode WithByteChanged(JuryTreeNode node, int at, byte change)
    {
        if (at >= Digest.Length)
            return node with { Sum = node.Sum ^ (ulong)change << 8 * (at - Digest.Length) };
        var bytes = node.Hash.Bytes.ToArray();
        bytes[at] ^= change;
        return node with { Hash = new(bytes) };
    }
}
