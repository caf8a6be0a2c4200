using FsCheck.Xunit;
using PhantomParadox.Memory;
using Xunit;

namespace PhantomParadox.Core.Tests.Memory;

public sealed class HashIndexTests
{
    [Property(MaxTest = 50)]
    public void FindsWhatWasAdded_AndNotWhatWasRemoved(int seed, ushort length, bool crowded)
    {
        Dictionary<ulong, List<int>> model = [];
        HashIndex index = new();
        Run(index, seed, length % 4_000, crowded, model);
        Assert.Equal(model.Values.Sum(slots => slots.Count), index.Count);
        foreach ((ulong hash, List<int> slots) in model)
        {
            List<int> found = Candidates(index, hash);
            Assert.All(slots.GroupBy(slot => slot), same => Assert.Equal(same.Count(), found.Count(slot => slot == same.Key)));
        }
    }

    [Property(MaxTest = 20)]
    public void GivesTheSameCandidates_InTheSameOrder_ForTheSameOperations(int seed, ushort length, bool crowded)
    {
        Dictionary<ulong, List<int>> model = [];
        HashIndex one = new();
        HashIndex other = new();
        Run(one, seed, length % 4_000, crowded, model);
        Run(other, seed, length % 4_000, crowded, []);
        foreach (ulong hash in model.Keys)
            Assert.Equal(Candidates(one, hash), Candidates(other, hash));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(20)]
    [InlineData(32)]
    [InlineData(40)]
    public void FindsOneOfManyWithoutStrangers_WhereverTheHashesDiffer(int shift)
    {
        const int Many = 100_000;
        HashIndex index = new();
        for (int i = 0; i < Many; i++)
            index.Add((ulong)i << shift, i);
        long candidates = 0;
        for (int i = 0; i < Many; i++)
        {
            List<int> found = Candidates(index, (ulong)i << shift);
            Assert.Contains(i, found);
            candidates += found.Count;
        }

        Assert.InRange(candidates, Many, Many + (Many / 100));
        Assert.Empty(Candidates(index, ulong.MaxValue));
    }

    [Fact]
    public void GivesTheNewestFirst()
    {
        HashIndex index = new();
        for (int i = 0; i < 100; i++)
            index.Add(7, i);
        Assert.Equal(Enumerable.Range(0, 100).Reverse(), Candidates(index, 7));
    }

    [Fact]
    public void RemovesNothing_WhereNothingIs()
    {
        HashIndex index = new();
        Assert.False(index.Remove(1, 1));
        Assert.Empty(Candidates(index, 1));
        index.Add(1, 1);
        Assert.False(index.Remove(1, 2));
        Assert.False(index.Remove(2, 1));
        Assert.True(index.Remove(1, 1));
        Assert.False(index.Remove(1, 1));
        Assert.Equal(0, index.Count);
    }

    private static List<int> Candidates(HashIndex index, ulong hash)
    {
        List<int> found = [];
        HashIndex.Probe probe = index.Find(hash);
        while (probe.Next(out int slot))
            found.Add(slot);
        return found;
    }

    private static void Run(HashIndex index, int seed, int length, bool crowded, Dictionary<ulong, List<int>> model)
    {
        Random random = new(seed);
        for (int i = 0; i < length; i++)
        {
            ulong hash = crowded ? (ulong)random.Next(20) : (ulong)random.Next(2_000) * 0xD6E8FEB86659FD93;
            int slot = random.Next(5);
            List<int> slots = model.TryGetValue(hash, out List<int>? known) ? known : model[hash] = [];
            if (random.Next(3) == 0)
            {
                Assert.Equal(slots.Remove(slot), index.Remove(hash, slot));
            }
            else
            {
                index.Add(hash, slot);
                slots.Add(slot);
            }
        }
    }
}
