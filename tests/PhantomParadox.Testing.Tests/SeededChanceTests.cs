namespace PhantomParadox.Testing.Tests;

public sealed class SeededChanceTests
{
    [Fact]
    public void DrawsTheSame_FromTheSameSeed()
    {
        var (one, other) = (new SeededChance(7), new SeededChance(7));
        Span<byte> first = stackalloc byte[13], second = stackalloc byte[13];

        one.Fill(first);
        other.Fill(second);

        Assert.True(first.SequenceEqual(second));
        Assert.Equal(one.Next(), other.Next());
        Assert.NotEqual(new SeededChance(8).Next(), new SeededChance(7).Next());
    }

    // The first outputs of SplitMix64 for the seed 1234567, as its authors' code gives them.
    [Fact]
    public void IsSplitMix64()
    {
        var chance = new SeededChance(1_234_567);

        Assert.Equal(6_457_827_717_110_365_317UL, chance.Next());
        Assert.Equal(3_203_168_211_198_807_973UL, chance.Next());
    }

    [Fact]
    public void StaysWithinItsBounds_AndReachesThem()
    {
        var chance = new SeededChance(1);

        var drawn = Enumerable.Range(0, 1_000).Select(_ => chance.Between(3, 5)).ToHashSet();

        Assert.Equal([3, 4, 5], drawn.Order());
        Assert.All(Enumerable.Range(0, 1_000), _ => Assert.False(chance.Percent(0)));
        Assert.All(Enumerable.Range(0, 1_000), _ => Assert.True(chance.Percent(100)));
        Assert.Throws<ArgumentOutOfRangeException>(() => chance.Below(0));
    }
}
