using FsCheck.Xunit;
using PhantomParadox.Memory;
using Xunit;

namespace PhantomParadox.Core.Tests.Memory;

public sealed class TimerHeapTests
{
    [Property(MaxTest = 50)]
    public void GivesTheEarliest_AndAmongEqualsTheSmallestId(int seed, ushort length)
    {
        TimerHeap heap = new();
        SortedSet<(long Due, int Id)> model = [];
        Run(heap, seed, length % 3_000, model);
        while (model.Count > 0)
        {
            Assert.True(heap.TryPeek(out int id, out long due));
            Assert.Equal(model.Min, (due, id));
            Assert.True(heap.TryGet(id, out long known));
            Assert.Equal(due, known);
            model.Remove((due, id));
            heap.Cancel(id);
            Assert.False(heap.TryGet(id, out _));
        }

        Assert.False(heap.TryPeek(out _, out _));
        Assert.Equal(0, heap.Count);
    }

    [Property(MaxTest = 20)]
    public void GivesTheSameBytes_ForTheSameOperations(int seed, ushort length)
    {
        TimerHeap one = new();
        TimerHeap other = new();
        Run(one, seed, length % 3_000, []);
        Run(other, seed, length % 3_000, []);
        Assert.Equal(Fingerprint.Of(one.Save), Fingerprint.Of(other.Save));
        one.Set(0, -1);
        Assert.NotEqual(Fingerprint.Of(one.Save), Fingerprint.Of(other.Save));
    }

    [Fact]
    public void MovesATimerThatIsArmed()
    {
        TimerHeap heap = new();
        heap.Set(3, 10);
        heap.Set(1, 20);
        heap.Set(3, 30);
        Assert.Equal(2, heap.Count);
        Assert.True(heap.TryPeek(out int id, out long due));
        Assert.Equal((1, 20L), (id, due));
        heap.Set(3, long.MinValue);
        Assert.True(heap.TryPeek(out id, out due));
        Assert.Equal((3, long.MinValue), (id, due));
    }

    [Fact]
    public void CancelsNothing_WhereNothingIsArmed()
    {
        TimerHeap heap = new();
        heap.Cancel(0);
        heap.Cancel(-1);
        heap.Set(5, 1);
        heap.Cancel(4);
        heap.Cancel(6);
        Assert.Equal(1, heap.Count);
        Assert.False(heap.TryGet(-1, out _));
        Assert.Throws<ArgumentOutOfRangeException>(() => heap.Set(-1, 0));
    }

    private static void Run(TimerHeap heap, int seed, int length, SortedSet<(long Due, int Id)> model)
    {
        Random random = new(seed);
        Dictionary<int, long> armed = [];
        for (int i = 0; i < length; i++)
        {
            int id = random.Next(500);
            if (armed.Remove(id, out long old))
                model.Remove((old, id));
            if (random.Next(4) == 0)
            {
                heap.Cancel(id);
            }
            else
            {
                long due = random.Next(300);
                heap.Set(id, due);
                armed[id] = due;
                model.Add((due, id));
            }

            Assert.Equal(model.Count, heap.Count);
            if (heap.TryPeek(out int first, out long earliest))
                Assert.Equal(model.Min, (earliest, first));
        }
    }
}
