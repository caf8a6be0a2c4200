namespace PhantomParadox.Core.Tests.Sortition;

public sealed class HashChainBeaconTests
{
    private static readonly byte[] Secret = Pools.Seed(42).Bytes.ToArray();

    [Theory]
    [InlineData(1)]
    [InlineData(1_024)]
    [InlineData(2_500)]
    public void EveryValue_LeadsToTheTip_AndEachIsThePreimageOfTheOneBefore(int links)
    {
        var chain = new HashChainBeacon(Secret, 1, links);
        var previous = chain.Tip;
        while (chain.TryTake(out var index))
        {
            var value = chain.Reveal(index);
            Assert.Equal(previous, Digest.Of(value.Bytes));
            previous = value;
        }

        Assert.Equal(new Digest(Secret), previous);
        Assert.True(HashChainBeacon.Verify(previous.Bytes, links, chain.Tip));
    }

    [Fact]
    public void AFullChain_IsVerified_AtBothEnds()
    {
        var chain = new HashChainBeacon(Secret, HashChainBeacon.Links + 1);
        Assert.Equal(new Digest(Secret), chain.Reveal(HashChainBeacon.Links));
        Assert.True(HashChainBeacon.Verify(Secret, HashChainBeacon.Links, chain.Tip));
        Assert.True(HashChainBeacon.Verify(chain.Reveal(1).Bytes, 1, chain.Tip));
        Assert.Equal($"chain:{chain.Tip}:7", chain.NameOf(7));
    }

    [Fact]
    public void NoIndex_IsGivenTwice_AfterARestartNeither()
    {
        var chain = new HashChainBeacon(Secret, 1, 100);
        Assert.True(chain.TryTake(out var first) && chain.TryTake(out var second) && (first, second) == (1, 2));
        var restarted = new HashChainBeacon(Secret, chain.Next, 100);
        Assert.True(restarted.TryTake(out var third) && third == 3);
        Assert.Equal(chain.Reveal(2), restarted.Reveal(2));
        restarted.SkipTo(50);
        restarted.SkipTo(10);
        Assert.True(restarted.TryTake(out var next) && next == 50);
    }

    [Fact]
    public void AValue_StaysSecret_UntilItsIndexIsGiven()
    {
        var chain = new HashChainBeacon(Secret, 5, 100);
        Assert.Throws<ArgumentOutOfRangeException>(() => chain.Reveal(5));
        Assert.Throws<ArgumentOutOfRangeException>(() => chain.Reveal(0));
        Assert.True(HashChainBeacon.Verify(chain.Reveal(4).Bytes, 4, chain.Tip));
    }

    [Fact]
    public void SaysWhenItRunsLow_AndWhenItIsExhausted()
    {
        var chain = new HashChainBeacon(Secret, 90, 100);
        Assert.False(chain.IsRunningLow);
        Assert.True(chain.TryTake(out _) && chain.IsRunningLow && !chain.IsExhausted);
        chain.SkipTo(101);
        Assert.True(chain.IsExhausted);
        Assert.False(chain.TryTake(out _));
    }

    [Fact]
    public void AWrongValue_Index_Tip_OrLength_DoesNotVerify()
    {
        var chain = new HashChainBeacon(Secret, 10, 100);
        var value = chain.Reveal(9).Bytes.ToArray();
        Assert.False(HashChainBeacon.Verify(value, 8, chain.Tip));
        Assert.False(HashChainBeacon.Verify(value, 9, chain.Reveal(1)));
        Assert.False(HashChainBeacon.Verify(value, 0, new Digest(value)));
        Assert.False(HashChainBeacon.Verify(value.AsSpan(1), 9, chain.Tip));
        value[0] ^= 1;
        Assert.False(HashChainBeacon.Verify(value, 9, chain.Tip));
    }
}
