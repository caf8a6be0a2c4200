using PhantomParadox.Memory;
using Xunit;

namespace PhantomParadox.Core.Tests.Memory;

public sealed class SpareChunkTests
{
    [Fact]
    public void EveryChunk_IsItsTakersAlone_AndZero_WhoeverMadeIt()
    {
        SpareChunk<(long, int)> spare = new(1_000);
        HashSet<(long, int)[]> taken = new(ReferenceEqualityComparer.Instance);
        for (int i = 0; i < 500; i++)
        {
            (long, int)[] chunk = spare.Take();
            Assert.Equal(1_000, chunk.Length);
            Assert.True(taken.Add(chunk));
            Assert.Equal(-1, chunk.AsSpan().IndexOfAnyExcept((0L, 0)));
            chunk.AsSpan().Fill((i + 1, 1));
        }
    }

    [Fact]
    public void TheNextChunk_IsMadeBeforeItIsTaken()
    {
        SpareChunk<(long, int)> spare = new(1_000);
        spare.Execute();
        long before = GC.GetAllocatedBytesForCurrentThread();
        (long, int)[] chunk = spare.Take();
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < chunk.Length * 16);
    }
}
