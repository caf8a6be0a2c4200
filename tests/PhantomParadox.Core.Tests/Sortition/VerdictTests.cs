using FsCheck.Xunit;

namespace PhantomParadox.Core.Tests.Sortition;

public sealed class VerdictTests
{
    [Theory]
    [InlineData(8, 0, 2, JuryChoice.BrainsWin, true)]
    [InlineData(1, 1, 8, JuryChoice.MuscleWin, true)]
    [InlineData(1, 8, 1, JuryChoice.Split, true)]
    [InlineData(7, 0, 3, JuryChoice.BrainsWin, false)]
    [InlineData(5, 0, 5, JuryChoice.Split, false)]
    [InlineData(5, 5, 0, JuryChoice.Split, false)]
    [InlineData(4, 3, 3, JuryChoice.Split, false)]
    [InlineData(2, 1, 4, JuryChoice.MuscleWin, false)]
    [InlineData(3, 0, 3, null, false)]
    [InlineData(0, 0, 0, null, false)]
    public void Rules_ByConsensus_ElseByMedian_ElseNotAtAll(int brains, int split, int muscle, JuryChoice? choice, bool consensus) =>
        Assert.Equal(new Verdict(choice, consensus), Verdict.Of(new(brains, split, muscle), consensus: 8, quorum: 7));

    [Property(MaxTest = 1_000)]
    public bool WithoutConsensus_ItIsTheMiddleOfTheSortedVotes(byte brains, byte split, byte muscle)
    {
        var tally = new VoteTally(brains, split, muscle);
        if (tally.Total == 0)
            return Verdict.Of(tally, 1, 1) == default;
        JuryChoice[] sorted =
        [
            .. Enumerable.Repeat(JuryChoice.BrainsWin, brains),
            .. Enumerable.Repeat(JuryChoice.Split, split),
            .. Enumerable.Repeat(JuryChoice.MuscleWin, muscle),
        ];
        var (lower, upper) = (sorted[(sorted.Length - 1) / 2], sorted[sorted.Length / 2]);
        return Verdict.Of(tally, 1_000, 1) == new Verdict(lower == upper ? lower : JuryChoice.Split, false);
    }
}
