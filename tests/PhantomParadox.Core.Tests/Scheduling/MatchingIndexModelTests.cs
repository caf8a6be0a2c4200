using FsCheck.Xunit;
using PhantomParadox.Core.Tests.Memory;
using Xunit;

namespace PhantomParadox.Scheduling;

public sealed class MatchingIndexModelTests
{
    [Property(MaxTest = 200, EndSize = 400)]
    public void Agrees_WithAScanOverEverything(int[] steps)
    {
        MatchingMachine machine = new(bucketWidth: 5);
        foreach (int step in steps)
            machine.Step(step);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(5, 2)]
    [InlineData(7, 3)]
    [InlineData(101, 4)]
    public void Agrees_OverALongRun_WithAnyBucketWidth(int bucketWidth, int seed)
    {
        MatchingMachine machine = new(bucketWidth);
        Random draw = new(seed);
        for (int i = 0; i < 4_000; i++)
            machine.Step(draw.Next());
    }

    [Property(MaxTest = 30, EndSize = 200)]
    public void TheSameOperations_GiveTheSameHash(int[] steps)
    {
        Assert.Equal(HashAfter(steps), HashAfter(steps));
    }

    [Fact]
    public void AnotherState_HasAnotherHash()
    {
        MatchingIndex one = new(5);
        MatchingIndex other = new(5);
        one.AddAgent(0, one.AcquireSet([1]), 50, 50, 100, 0, order: 1);
        other.AddAgent(0, other.AcquireSet([1]), 50, 50, 101, 0, order: 1);

        Assert.NotEqual(HashOf(one), HashOf(other));
    }

    private static string HashAfter(int[] steps)
    {
        MatchingMachine machine = new(bucketWidth: 5);
        foreach (int step in steps)
            machine.Step(step);
        return HashOf(machine.Index);
    }

    private static string HashOf(MatchingIndex index) => Fingerprint.Of(index.Save);
}
