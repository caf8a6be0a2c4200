using System.Runtime.InteropServices;
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

    // Goal: where a timer stands is saved, and hashed. Method: beside the textbook's heap, with few times and many, and those at both ends.
    [Property(MaxTest = 100)]
    public void Stands_AsInAPlainHeap(int seed, byte size, byte times)
    {
        Random random = new(seed);
        TimerHeap heap = new();
        PlainTimerHeap plain = new();
        for (int i = 0; i < 2_000; i++)
        {
            int id = random.Next(1 + size);
            long due = random.Next(50) switch { 0 => long.MinValue, 1 => long.MaxValue, _ => random.Next(1 + times) };
            if (random.Next(4) == 0)
            {
                heap.Cancel(id);
                plain.Cancel(id);
            }
            else
            {
                heap.Set(id, due);
                plain.Set(id, due);
            }

            Assert.Equal(plain.Timers, SavedIn(heap));
        }
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

    private static List<(long Due, int Id)> SavedIn(TimerHeap heap)
    {
        ReadOnlySpan<long> words = MemoryMarshal.Cast<byte, long>(SavingTests.Bytes(heap.Save));
        List<(long Due, int Id)> timers = [];
        // Behind the layout and the count.
        for (int at = 2; at < words.Length; at += 2)
            timers.Add((words[at], checked((int)words[at + 1])));
        return timers;
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
