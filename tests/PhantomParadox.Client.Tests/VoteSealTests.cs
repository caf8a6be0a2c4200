using PhantomParadox.Protocol.Rest;
using Xunit;

namespace PhantomParadox.Client.Tests;

public sealed class VoteSealTests
{
    [Theory]
    [InlineData("brains_win", JuryChoice.BrainsWin, 0)]
    [InlineData("muscle_win", JuryChoice.MuscleWin, 1)]
    [InlineData("split", JuryChoice.Split, 7)]
    public void ASeal_IsTheOneThatTheMarketChecks(string vote, JuryChoice choice, int round)
    {
        var (dispute, juror, salt) = (Guid.CreateVersion7().ToString(), Guid.CreateVersion7().ToString(), Enumerable.Range(0, 32).Select(i => (byte)i).ToArray());
        Assert.Equal(VoteCommitment.Compute(dispute, (uint)round, juror, choice, salt).ToString(), VoteSeal.Compute(dispute, round, juror, vote, salt));
    }

    [Fact]
    public void WhatIsNoVote_OrNoSalt_IsNotSealed()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => VoteSeal.Compute("d", 0, "j", "abstain", new byte[32]));
        Assert.Throws<ArgumentOutOfRangeException>(() => VoteSeal.Compute("d", -1, "j", "split", new byte[32]));
        Assert.Throws<ArgumentException>(() => VoteSeal.Compute("d", 0, "j", "split", new byte[31]));
    }

    [Fact]
    public void ABallot_DoesNotShowItsSecrets_WhereItIsPrinted()
    {
        var ballot = new SealedBallot { DisputeId = "d", Round = 0, JurorId = "j", Choice = "split", Confidence = 5, Salt = "5a17" };
        Assert.DoesNotContain("split", ballot.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("5a17", ballot.ToString(), StringComparison.Ordinal);
    }
}
