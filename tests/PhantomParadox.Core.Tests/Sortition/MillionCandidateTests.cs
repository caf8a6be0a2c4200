using System.Buffers.Text;

namespace PhantomParadox.Core.Tests.Sortition;

public sealed class MillionCandidateTests
{
    private const int Count = 1_000_000;

    [Fact]
    public void AMillionCandidates_AreCommittedTo_Drawn_AndProved_InBoundedMemory()
    {
        var streamed = new JuryPoolRoot();
        var before = GC.GetAllocatedBytesForCurrentThread();
        AddAll(leaf => streamed.Add(leaf));
        var pool = streamed.Commit();
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 64 * 1024);

        before = GC.GetAllocatedBytesForCurrentThread();
        var tree = new JuryPoolTree(Count);
        AddAll(leaf => tree.Add(leaf));
        Assert.Equal(pool, tree.Commit());
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 80L * Count + 64 * 1024);

        var weights = Enumerable.Range(0, Count).Select(Weight).ToArray();
        before = GC.GetAllocatedBytesForCurrentThread();
        var urn = new JuryUrn(weights);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 300 * 1024);

        before = GC.GetAllocatedBytesForCurrentThread();
        var drawing = JuryDraw.Run(urn, pool.Root, 10, TableFacts.Free);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 8 * 1024);
        Assert.Equal(30, drawing.Hits.Length);
        Assert.Equal(pool.Top.Sum, urn.Total);
        foreach (var hit in drawing.Hits)
            Assert.True(JuryPath.Verify(tree.Leaf(hit.Candidate), hit.Candidate, Count, tree.Path(hit.Candidate), pool.Top));
    }

    private static uint Weight(int index) => 700 + (uint)index % 301;

    private static void AddAll(Action<JuryTreeNode> add)
    {
        Span<byte> agent = stackalloc byte[36];
        for (var index = 0; index < Count; index++)
        {
            Utf8Formatter.TryFormat(new Guid(index, 7, 9, 1, 2, 3, 4, 5, 6, 7, 8), agent, out _);
            add(JuryTreeNode.Leaf(agent, "an-operator"u8, Weight(index)));
        }
    }
}
