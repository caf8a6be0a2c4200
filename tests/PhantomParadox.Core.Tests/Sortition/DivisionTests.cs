using FsCheck.Xunit;

namespace PhantomParadox.Core.Tests.Sortition;

public sealed class DivisionTests
{
    [Property(MaxTest = 2_000)]
    public void Shares_SumToTheAmount_AndAreThoseOfTheLargestRemainders(ulong total, uint[] weights, byte shift)
    {
        total = Spread(total, shift);
        ulong[] shifted = [.. weights.Select(weight => Spread(weight, (byte)(32 + shift % 32))), 1];
        var shares = new ulong[shifted.Length];
        LargestRemainder.Divide(total, shifted, shares);
        Assert.Equal(total, shares.Aggregate((UInt128)0, (sum, share) => sum + share));

        var all = shifted.Aggregate((UInt128)0, (sum, weight) => sum + weight);
        ulong[] expected = [.. shifted.Select(weight => (ulong)((UInt128)total * weight / all))];
        var left = (int)(total - expected.Aggregate(0UL, (sum, share) => sum + share));
        foreach (var index in Enumerable.Range(0, shifted.Length).OrderByDescending(index => (UInt128)total * shifted[index] % all).Take(left))
            expected[index]++;
        Assert.Equal(expected, shares);
    }

    [Fact]
    public void TheLargestAmount_IsDivided_WithoutOverflow()
    {
        var shares = new ulong[2];
        LargestRemainder.Divide(ulong.MaxValue, [ulong.MaxValue - 1, 1], shares);
        Assert.Equal([ulong.MaxValue - 1, 1], shares);
        Assert.Throws<OverflowException>(() => LargestRemainder.Divide(1, [ulong.MaxValue, 1], new ulong[2]));
    }

    [Fact]
    public void NothingIsDivided_AmongNobody_ButNothing()
    {
        var shares = new ulong[] { 5 };
        LargestRemainder.Divide(0, [0], shares);
        Assert.Equal([0UL], shares);
        Assert.Throws<ArgumentException>(() => LargestRemainder.Divide(1, [0], shares));
        Assert.Throws<ArgumentException>(() => LargestRemainder.Divide(1, [], []));
        Assert.Throws<ArgumentException>(() => LargestRemainder.Divide(1, [1, 2], shares));
    }

    [Property(MaxTest = 2_000)]
    public void AVerdict_GivesAwayAllOfTheEscrow_AndTheSilentGetNothing(ulong escrow, ushort bps, uint cap, byte[] seats, byte ruling)
    {
        SeatedJuror[] jurors = [.. seats.Select(seat => new SeatedJuror((seat & 1) != 0, (seat & 2) != 0))];
        var rewards = new ulong[jurors.Length];
        escrow = Spread(escrow, ruling);
        var split = VerdictSplit.Of(escrow, bps % 9_501, Spread(cap, (byte)bps), (JuryChoice)(1 + ruling % 3), jurors, rewards);
        Assert.Equal(
            (UInt128)escrow,
            (UInt128)split.BrainsReceives + split.MuscleReceives + split.JuryReward + split.ProtocolFee);
        Assert.Equal(split.JuryReward, rewards.Aggregate(0UL, (sum, reward) => sum + reward));
        Assert.All(jurors.Zip(rewards), juror => Assert.True(juror.First.HasRevealed || juror.Second == 0));
        if (!jurors.Any(juror => juror.HasRevealed))
            Assert.Equal(0UL, split.JuryReward);
    }

    [Theory]
    [InlineData(JuryChoice.BrainsWin, 940_001UL, 0UL)]
    [InlineData(JuryChoice.MuscleWin, 0UL, 940_001UL)]
    [InlineData(JuryChoice.Split, 470_000UL, 470_001UL)]
    public void TheRuling_SaysWhoReceives_AndTheOddUnitIsTheAgents(JuryChoice ruling, ulong brains, ulong muscle)
    {
        // D = 1,000,001: fee 1% = 10,000, J = 50,000; 30,000 to four who revealed, 15,000 to three of them, 5,000 to the protocol.
        SeatedJuror[] jurors = [new(true, true), new(false, true), new(true, false), new(true, true), new(true, true)];
        var rewards = new ulong[5];
        var split = VerdictSplit.Of(1_000_001, 100, 1_000_000_000, ruling, jurors, rewards);
        Assert.Equal(new VerdictSplit(brains, muscle, 45_000, 15_000), split);
        Assert.Equal([12_500, 0, 7_500, 12_500, 12_500], rewards);
    }

    [Fact]
    public void WithNobodyCoherent_TheirPartGoesToAllWhoRevealed()
    {
        SeatedJuror[] jurors = [new(true, false), new(true, false), new(false, false)];
        var rewards = new ulong[3];
        Assert.Equal(900UL, VerdictSplit.Reward(1_000, jurors, rewards));
        Assert.Equal([450, 450, 0], rewards);
    }

    [Fact]
    public void TheJurysPart_IsCapped_AndZeroWhereNobodyRevealed()
    {
        Assert.Equal(1_000UL, VerdictSplit.JuryPartOf(1_000_000, 1_000, [new(true, false)]));
        Assert.Equal(0UL, VerdictSplit.JuryPartOf(1_000_000, 1_000, [new(false, true)]));
    }

    /// <summary>Generated numbers are small ones: this makes them of any magnitude, small ones and ties still among them.</summary>
    private static ulong Spread(ulong number, byte shift) => unchecked(number * 0x9E37_79B9_7F4A_7C15) >> shift % 64;
}
