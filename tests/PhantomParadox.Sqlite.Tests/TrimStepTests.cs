using PhantomParadox.Sqlite.Journal;

namespace PhantomParadox.Sqlite.Tests;

public class TrimStepTests
{
    [Fact]
    public void ARestingJournal_IsTrimmedLittleByLittle() => Assert.Equal(new TrimStep(16, 256 * 1024), TrimStep.After(0, 0));

    [Theory]
    [InlineData(50, 200_000)]
    [InlineData(10, 500_000)]
    [InlineData(60, 20_000)]
    public void AStep_RemovesMoreThanWasAppendedSinceTheLast(int batches, long bytes)
    {
        var step = TrimStep.After(batches, bytes);

        Assert.True(step.Batches > batches && step.Bytes > bytes, $"{step}");
    }

    [Fact]
    public void NoStep_HoldsUpACommitForLong() => Assert.Equal(new TrimStep(128, 1024 * 1024), TrimStep.After(1L << 32, 1L << 40));
}
