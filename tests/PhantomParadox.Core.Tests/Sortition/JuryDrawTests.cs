namespace PhantomParadox.Core.Tests.Sortition;

public sealed class JuryDrawTests
{
    [Theory]
    [InlineData(3UL, ulong.MaxValue - 1, true)]
    [InlineData(3UL, ulong.MaxValue, false)]
    [InlineData(1UL, ulong.MaxValue, true)]
    [InlineData(1UL << 40, ulong.MaxValue, true)]
    [InlineData((1UL << 63) + 1, 1UL << 63, true)]
    [InlineData((1UL << 63) + 1, (1UL << 63) + 1, false)]
    [InlineData(ulong.MaxValue, ulong.MaxValue - 1, true)]
    [InlineData(ulong.MaxValue, ulong.MaxValue, false)]
    public void ANumber_IsOutOfRange_FromTheLastWholeMultipleOn(ulong remaining, ulong number, bool inRange)
    {
        Assert.Equal(inRange, JuryDraw.TryReduce(number, remaining, out var ticket));
        Assert.Equal(inRange ? number % remaining : 0, ticket);
    }

    [Fact]
    public void EndsAt_ThreePositionsASeat()
    {
        var drawing = JuryDraw.Run(Urn(1_000), Pools.Seed(1), 10, TableFacts.Free);
        Assert.Equal((30, 30), (drawing.Hits.Length, drawing.Positions.Length));
    }

    [Fact]
    public void EndsAfter_512Hits()
    {
        var drawing = JuryDraw.Run(Urn(600), Pools.Seed(2), 10, new TableFacts(_ => JuryBar.Party, _ => 0));
        Assert.Equal((JuryDraw.MaxHits, 0), (drawing.Hits.Length, drawing.Positions.Length));
        Assert.Equal(JuryDraw.MaxHits, JuryDraw.Run(Urn(2_000), Pools.Seed(2), 400, TableFacts.Free).Positions.Length);
    }

    [Fact]
    public void EndsWhen_NobodyIsLeft()
    {
        var drawing = JuryDraw.Run(Urn(5), Pools.Seed(3), 10, TableFacts.Free);
        Assert.Equal([0, 1, 2, 3, 4], drawing.Positions.ToArray().Order());
        Assert.Equal(0, JuryDraw.Run(new(default), Pools.Seed(3), 3, TableFacts.Free).Hits.Length);
    }

    [Fact]
    public void AMarketWithOneBuyer_SeatsTheRelated_InTheOrderOfTheirHits()
    {
        var drawing = JuryDraw.Run(Urn(8), Pools.Seed(4), 3, new TableFacts(_ => JuryBar.Related, index => 1 + index / 2));
        int[] firstOfEachOperator = [.. drawing.Hits.ToArray().Select(hit => hit.Candidate).DistinctBy(index => index / 2)];
        Assert.All(drawing.Hits.ToArray(), hit => Assert.Equal(JuryHitOutcome.Related, hit.Outcome));
        Assert.Equal(firstOfEachOperator, drawing.Positions.ToArray());
    }

    [Fact]
    public void TheRelated_StayOut_WhereTheOthersFillTheJury()
    {
        var drawing = JuryDraw.Run(Urn(8), Pools.Seed(5), 3, new TableFacts(index => index < 5 ? JuryBar.Related : JuryBar.None, _ => 0));
        Assert.Equal([5, 6, 7], drawing.Positions.ToArray().Order());
    }

    [Fact]
    public void TheRelated_NeverShareAnOperatorWithOneWhoHasAPosition()
    {
        var drawing = JuryDraw.Run(Urn(4), Pools.Seed(6), 3, new TableFacts(index => index == 0 ? JuryBar.None : JuryBar.Related, _ => 9));
        Assert.Equal([0], drawing.Positions.ToArray());
    }

    [Fact]
    public void TheRelated_OfAPartysOperator_NeverFollow()
    {
        var facts = new TableFacts(index => index < 3 ? JuryBar.RelatedPartyOperator : JuryBar.Related, index => 1 + index);
        var drawing = JuryDraw.Run(Urn(5), Pools.Seed(8), 3, facts);
        Assert.Equal([3, 4], drawing.Positions.ToArray().Order());
        Assert.Equal(3, drawing.Hits.ToArray().Count(hit => hit.Outcome == JuryHitOutcome.RelatedPartyOperator));
    }

    [Fact]
    public void WhoHasNoWeight_IsNeverHit()
    {
        uint[] weights = new uint[200];
        weights[63] = weights[64] = weights[199] = 1;
        var drawing = JuryDraw.Run(new(weights), Pools.Seed(7), 3, TableFacts.Free);
        Assert.Equal([63, 64, 199], drawing.Positions.ToArray().Order());
    }

    [Theory]
    [InlineData(10, 8, 30, 10, 8, 7)]
    [InlineData(10, 9, 10, 10, 9, 7)]
    [InlineData(10, 8, 9, 7, 6, 5)]
    [InlineData(10, 8, 6, 5, 4, 4)]
    [InlineData(10, 8, 4, 3, 3, 2)]
    [InlineData(10, 8, 2, 0, 0, 0)]
    [InlineData(5, 4, 15, 5, 4, 4)]
    [InlineData(21, 17, 63, 21, 17, 14)]
    [InlineData(21, 17, 20, 7, 6, 5)]
    [InlineData(3, 3, 0, 0, 0, 0)]
    public void Size_IsTheLargestThatThePositionsFill(int seats, int consensus, int positions, int size, int needed, int quorum) =>
        Assert.Equal(new JurySize(size, needed, quorum), JurySize.Choose(seats, consensus, positions));

    private static JuryUrn Urn(int count) => new(Enumerable.Range(0, count).Select(index => 700u + (uint)index % 300).ToArray());
}
