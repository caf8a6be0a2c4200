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
        _order.Expect(9);
        Assert.Equal([7UL], Indices(_order.Admit(Of(7))));
    }

    [Fact]
    public void Holds_AHigherIndex_UntilTheLowerPoolIsCommitted()
    {
        _order.Expect(5);
        Assert.Empty(_order.Admit(Of(7)));
        Assert.Empty(_order.Admit(Of(6)));
        Assert.Equal([5UL, 6UL, 7UL], Indices(_order.Admit(Of(5))));
    }

    [Fact]
    public void Lets_Go_WhereTheLowerPoolIsGivenUp()
    {
        _order.Expect(5);
        Assert.Empty(_order.Admit(Of(6)));
        Assert.Equal([6UL], Indices(_order.Drop(5)));
    }

    private static CourtWork.Reveal Of(ulong index) => new(new Handle((int)index, 1), new BeaconReference($"test:{index}", index));

    private static ulong[] Indices(IReadOnlyList<CourtWork.Reveal> reveals) => [.. reveals.Select(reveal => reveal.Source.Index)];
}
