using FsCheck.Xunit;

namespace PhantomParadox.Core.Tests.Sortition;

public sealed class VoteCommitmentTests
{
    private static readonly byte[] Salt = [.. Enumerable.Range(0, 32).Select(number => (byte)number)];

    [Fact]
    public void ACommitment_BindsDispute_Round_Juror_Choice_AndSalt()
    {
        var commitment = VoteCommitment.Compute("dispute", 1, "juror", JuryChoice.Split, Salt);
        byte[] other = [.. Salt];
        other[31] ^= 1;
        Assert.True(VoteCommitment.Verify(commitment, "dispute", 1, "juror", JuryChoice.Split, Salt));
        Assert.False(VoteCommitment.Verify(commitment, "disputf", 1, "juror", JuryChoice.Split, Salt));
        Assert.False(VoteCommitment.Verify(commitment, "dispute", 0, "juror", JuryChoice.Split, Salt));
        Assert.False(VoteCommitment.Verify(commitment, "dispute", 1, "copier", JuryChoice.Split, Salt));
        Assert.False(VoteCommitment.Verify(commitment, "dispute", 1, "juror", JuryChoice.BrainsWin, Salt));
        Assert.False(VoteCommitment.Verify(commitment, "dispute", 1, "juror", JuryChoice.Split, other));
    }

    [Fact]
    public void WhatIsNoChoice_OrNoSalt_IsRefused()
    {
        Assert.False(VoteCommitment.Verify(default, "dispute", 1, "juror", 0, Salt));
        Assert.False(VoteCommitment.Verify(default, "dispute", 1, "juror", JuryChoice.Split, Salt.AsSpan(1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => VoteCommitment.Compute("dispute", 1, "juror", (JuryChoice)4, Salt));
        Assert.Throws<ArgumentException>(() => VoteCommitment.Compute("dispute", 1, "juror", JuryChoice.Split, []));
    }

    [Property]
    public bool ADigest_ReadsBack_FromItsText(byte[] data)
    {
        var digest = Digest.Of(data);
        return Digest.TryParse(digest.ToString().ToUpperInvariant(), out var read) && read == digest
            && !Digest.TryParse(digest.ToString().AsSpan(1), out _) && !Digest.TryParse("g" + digest.ToString().Remove(0, 1), out _);
    }
}
