using FsCheck.Xunit;
using PhantomParadox.Memory;
using Xunit;

namespace PhantomParadox.Core.Tests.Memory;

public sealed class OrdinalLogTests
{
    [Property(MaxTest = 40)]
    public void BehavesLikeASortedDictionary(int seed, ushort length, byte budget)
    {
        OrdinalLog log = new();
        SortedDictionary<long, int> model = [];
        Run(log, seed, length % 12_000, model);
        Assert.Equal(model.Count, log.Count);
        for (long ordinal = -1; ordinal <= log.Next + 1; ordinal++)
            Assert.Equal(model.TryGetValue(ordinal, out int slot) ? slot : -1, log.SlotAt(ordinal));
        Assert.Equal(model.Keys.Reverse(), Walk(log, 1 + budget));
    }

    [Property(MaxTest = 15)]
    public void GivesTheSameBytes_ForTheSameOperations(int seed, ushort length)
    {
        OrdinalLog one = new();
        OrdinalLog other = new();
        Run(one, seed, length % 12_000, []);
        Run(other, seed, length % 12_000, []);
        Assert.Equal(Fingerprint.Of(one.Save), Fingerprint.Of(other.Save));
        one.Append(0);
        Assert.NotEqual(Fingerprint.Of(one.Save), Fingerprint.Of(other.Save));
    }

    [Fact]
    public void StopsWhereTheBudgetEnds()
    {
        OrdinalLog log = Filled(100);
        for (int ordinal = 11; ordinal <= 100; ordinal++)
            log.Remove(ordinal);

        int budget = 50;
        Assert.Equal(-51, log.PreviousLive(long.MaxValue, ref budget));
        Assert.Equal(0, budget);
        Assert.Equal(-51, log.PreviousLive(51, ref budget));
        budget = 50;
        Assert.Equal(10, log.PreviousLive(51, ref budget));
        Assert.Equal(10, budget);
        budget = 40;
        Assert.Equal(10, log.PreviousLive(51, ref budget));
        Assert.Equal(0, budget);
        Assert.Equal(9, log.PreviousLive(10, ref budget));
    }

    [Fact]
    public void SaysThatThereIsNone_BelowTheFirst()
    {
        OrdinalLog log = new();
        int budget = 5;
        Assert.Equal(0, log.PreviousLive(long.MaxValue, ref budget));
        log.Append(7);
        Assert.Equal(1, log.PreviousLive(2, ref budget));
        Assert.Equal(0, log.PreviousLive(1, ref budget));
        Assert.Equal(0, log.PreviousLive(long.MinValue + 2, ref budget));
        Assert.Equal(5, budget);
        log.Remove(1);
        Assert.Equal(0, log.PreviousLive(2, ref budget));
        Assert.Equal(4, budget);
    }

    [Fact]
    public void CrossesAStretchWithoutRoom_AsOneEntry()
    {
        const int Many = 3 * 1024 * 1024;
        OrdinalLog log = Filled(Many);
        for (int ordinal = 2; ordinal < Many; ordinal++)
            log.Remove(ordinal);

        // The rest of the newest chunk, the rest of its million, one million without room, and so on to the first entry.
        int budget = 1_023 + 1_023 + 1 + 1_023 + 1_023;
        Assert.Equal(Many, log.PreviousLive(long.MaxValue, ref budget));
        Assert.Equal(1, log.PreviousLive(Many, ref budget));
        Assert.Equal(0, budget);
        Assert.Equal(2, log.Count);
    }

    [Fact]
    public void KeepsTheRoomOfTheLiving_HoweverManyDied()
    {
        OrdinalLog log = new();
        long before = 0;
        for (int i = 0; i < 5_000_000; i++)
        {
            long ordinal = log.Append(i);
            if (ordinal > 100)
                log.Remove(ordinal - 100);
            if (i == 2_000_000)
                before = GC.GetAllocatedBytesForCurrentThread();
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1_024);
        Assert.Equal(100, log.Count);
    }

    [Fact]
    public void GoesOnNumbering_WhenAllDie()
    {
        OrdinalLog log = Filled(1_500);
        log.Clear();
        Assert.Equal(0, log.Count);
        Assert.Equal(1_501, log.Next);
        Assert.Equal(-1, log.SlotAt(1_500));
        Assert.Equal(1_501, log.Append(3));
        int budget = 10_000;
        Assert.Equal(1_501, log.PreviousLive(long.MaxValue, ref budget));
        Assert.Equal(0, log.PreviousLive(1_501, ref budget));
        log.Remove(1_500);
        Assert.Equal(1, log.Count);
    }

    [Fact]
    public void RefusesASlotThatIsNone()
    {
        OrdinalLog log = new();
        Assert.Throws<ArgumentOutOfRangeException>(() => log.Append(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => log.Append(int.MaxValue));
        Assert.Equal(1, log.Next);
    }

    private static OrdinalLog Filled(int count)
    {
        OrdinalLog log = new();
        for (int i = 0; i < count; i++)
            log.Append(i);
        return log;
    }

    private static List<long> Walk(OrdinalLog log, int budget)
    {
        List<long> seen = [];
        long at = long.MaxValue;
        while (true)
        {
            int left = budget;
            long found = log.PreviousLive(at, ref left);
            Assert.InRange(left, 0, budget);
            if (found == 0)
                return seen;
            Assert.True(Math.Abs(found) < at);
            at = Math.Abs(found);
            if (found > 0)
                seen.Add(found);
        }
    }

    private static void Run(OrdinalLog log, int seed, int length, SortedDictionary<long, int> model)
    {
        Random random = new(seed);
        for (int i = 0; i < length; i++)
        {
            switch (random.Next(100))
            {
                case < 60:
                    int slot = random.Next(1_000);
                    Assert.Equal(log.Next, log.Append(slot));
                    model.Add(log.Next - 1, slot);
                    break;
                case < 95:
                    // Mostly the old, so that whole chunks die.
                    long ordinal = random.NextInt64(random.Next(2) == 0 ? log.Next + 2 : Math.Max(1, log.Next / 3));
                    log.Remove(ordinal);
                    model.Remove(ordinal);
                    break;
                case < 99:
                    long end = log.Next * 2 / 3;
                    for (long dying = Math.Max(0, end - 700); dying < end; dying++)
                    {
                        log.Remove(dying);
                        model.Remove(dying);
                    }

                    break;
                default:
                    if (random.Next(20) == 0)
                    {
                        log.Clear();
                        model.Clear();
                    }

                    break;
            }
        }
    }
}
