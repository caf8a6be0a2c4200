using PhantomParadox.Disputes;
using PhantomParadox.Engine;
using PhantomParadox.Memory;

namespace PhantomParadox.Core.Tests.Engine;

public sealed class RevealOrderTests
{
    private readonly RevealOrder _order = new();

    [Fact]
    public void Reveals_AtOnce_WhereNoLowerPoolIsMissing()
    {
        _order.Expect(Source(9));
        Assert.Equal([7UL], Indices(_order.Admit(Of(7))));
    }

    [Fact]
    public void Holds_AHigherIndex_UntilTheLowerPoolIsCommitted()
    {
        _order.Expect(Source(5));
        Assert.Empty(_order.Admit(Of(7)));
        Assert.Empty(_order.Admit(Of(6)));
        Assert.Equal([5UL, 6UL, 7UL], Indices(_order.Admit(Of(5))));
    }

    [Fact]
    public void Lets_Go_WhereTheLowerPoolIsGivenUp()
    {
        _order.Expect(Source(5));
        Assert.Empty(_order.Admit(Of(6)));
        Assert.Equal([6UL], Indices(_order.Drop(Source(5))));
    }

    [Fact]
    public void Another_Chain_IsNotWaitedFor()
    {
        _order.Expect(Source(5, "chain:old"));
        _order.Expect(Source(5, "chain:new"));
        Assert.Equal([6UL], Indices(_order.Admit(Of(6))));
        Assert.Equal([5UL], Indices(_order.Admit(Of(5, "chain:new"))));
        Assert.Empty(_order.Admit(Of(6, "chain:old")));
        Assert.Equal([6UL], Indices(_order.Drop(Source(5, "chain:old"))));
    }

    private static CourtWork.Reveal Of(ulong index, string chain = "test") =>
        new(new Handle((int)index, 1), new Handle((int)index, 1), Source(index, chain));

    private static BeaconReference Source(ulong index, string chain = "test") => new($"{chain}:{index}", index);

    private static ulong[] Indices(IReadOnlyList<CourtWork.Reveal> reveals) => [.. reveals.Select(reveal => reveal.Source.Index)];
}
