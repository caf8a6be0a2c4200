using PhantomParadox.Engine;

namespace PhantomParadox.Core.Tests.Engine;

public sealed class RingTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(50)]
    public void TheOrderIsKept_WhereverTheLineBegan_AndHoweverItGrows(int before)
    {
        var ring = new Ring<(string Name, int Number)>();
        for (var i = 0; i < before; i++)
        {
            ring.Add() = ("before", i);
            ring.Take();
        }

        for (var i = 0; i < 1_000; i++)
            ring.Add() = ("one", i);

        Assert.Equal((1_000, ("one", 0)), (ring.Count, ring.First));
        for (var i = 0; i < 1_000; i++)
            Assert.Equal(("one", i), ring.Take());
        Assert.Equal(0, ring.Count);
    }

    [Fact]
    public void ANewPlace_IsEmpty_WhoeverStoodThereBefore()
    {
        var ring = new Ring<(string? Name, int Number)>();
        for (var i = 0; i < 200; i++)
        {
            ring.Add() = ("someone", 1);
            ring.Take();
            Assert.Equal((null, 0), ring.Add());
            ring.Take();
        }
    }
}
