using FsCheck.Xunit;
using PhantomParadox.Core.Tests.Memory;
using Xunit;

namespace PhantomParadox.Core.Tests.Reputation;

public sealed class PairCreditsTests
{
    private readonly PairCredits _credits = new();

    [Fact]
    public void ACredit_CountsFor30Days_TodayIncluded()
    {
        _credits.Add(1, 1, 7, day: 100, 0, default);

        Assert.Equal(1, _credits.Count(1, 1, 7, 100));
        Assert.Equal(1, _credits.Count(1, 1, 7, 129));
        Assert.Equal(0, _credits.Count(1, 1, 7, 130));
        Assert.Equal(0, _credits.Count(1, 1, 7, int.MaxValue));
    }

    [Fact]
    public void OtherBuyers_OtherAgents_AndLaterTenantsOfTheSlot_CountApart()
    {
        _credits.Add(1, 1, 7, day: 100, 0, default);

        Assert.Equal(0, _credits.Count(1, 1, 8, 100));
        Assert.Equal(0, _credits.Count(2, 1, 7, 100));
        Assert.Equal(0, _credits.Count(7, 1, 1, 100));
        Assert.Equal(0, _credits.Count(1, 2, 7, 100));
    }

    // Goal: to expect credits is a hint. Method: the same credits with and without, of pairs that there are and that there are not, and of none.
    [Property]
    public void ExpectingCredits_ChangesNothing(List<(byte Agent, byte Buyer)> credits)
    {
        var (plain, hinted) = (new PairCredits(), new PairCredits());
        foreach (var (agent, buyer) in credits)
        {
            hinted.Expect(credits.Select(credit => new PairKey(credit.Buyer, 1, credit.Agent)).ToArray());
            hinted.Expect(credits.Select(credit => new PairKey(credit.Agent, 1, credit.Buyer)).ToArray());
            hinted.Expect([]);
            Assert.Equal(plain.Count(agent, 1, buyer, day: 100), hinted.Count(agent, 1, buyer, day: 100));
            hinted.Add(agent, 1, buyer, day: 100, agent, default);
            plain.Add(agent, 1, buyer, day: 100, agent, default);
        }

        Assert.Equal(Fingerprint.Of(plain.Save), Fingerprint.Of(hinted.Save));
    }

    // Goal: what was expected or found before leads to nobody else. Method: more pairs than hints, looked up in both directions.
    [Fact]
    public void ManyPairs_AreEachFound()
    {
        const int Pairs = 5_000;
        for (var pair = 0; pair < Pairs; pair++)
        {
            for (var times = 0; times <= pair % 3; times++)
                _credits.Add(pair, 1, pair % 7, day: 100, 0, default);
        }
        _credits.Expect(Enumerable.Range(0, Pairs).Select(pair => new PairKey(pair, 1, pair % 7)).ToArray());

        for (var pair = 0; pair < Pairs; pair++)
            Assert.Equal(1 + pair % 3, _credits.Count(pair, 1, pair % 7, 100));
        for (var pair = Pairs - 1; pair >= 0; pair--)
            Assert.Equal(0, _credits.Count(pair, 2, pair % 7, 100) + _credits.Count(pair, 1, 7 + pair % 7, 100));
    }

    [Fact]
    public void ADaysCounter_Saturates()
    {
        for (var i = 0; i < 1_000; i++)
            _credits.Add(1, 1, 7, day: 100, 0, default);
        _credits.Add(1, 1, 7, day: 101, 0, default);

        Assert.Equal(256, _credits.Count(1, 1, 7, 101));
    }

    [Fact]
    public void AnEarlierDay_IsTakenAsTheNewest()
    {
        _credits.Add(1, 1, 7, day: 100, 0, default);
        _credits.Add(1, 1, 8, day: 50, 0, default);

        Assert.Equal(1, _credits.Count(1, 1, 8, 129));
        Assert.Equal(1, _credits.Count(1, 1, 7, 50));
    }

    [Fact]
    public void ExpiredPairs_AreSwept_TwoWithEachCredit()
    {
        for (var buyer = 0; buyer < 1_000; buyer++)
            _credits.Add(1, 1, buyer, day: 100, 0, default);
        Assert.Equal(1_000, _credits.Pairs);

        for (var buyer = 1_000; buyer < 1_500; buyer++)
            _credits.Add(1, 1, buyer, day: 130, 0, default);

        Assert.Equal(500, _credits.Pairs);
    }

    [Fact]
    public void Reading_LeavesTheStateAsItIs()
    {
        _credits.Add(1, 1, 7, day: 100, 0, default);
        var before = Hash(_credits);
        _ = _credits.Count(1, 1, 7, 500);
        _ = _credits.Count(2, 2, 2, 500);

        Assert.Equal(before, Hash(_credits));
        _credits.Add(1, 1, 7, day: 100, 0, default);
        Assert.NotEqual(before, Hash(_credits));
    }

    // Goal: the counts of a list of credits. Method: few agents and buyers, so that they meet again; days step by up to 40, so that some
    // pairs expire, are swept and come back.
    [Property(MaxTest = 500)]
    public bool Counts_AgreeWithAListOfCredits(byte[] steps)
    {
        var credits = new PairCredits();
        var list = new List<(int Agent, int Buyer, int Day)>();
        var day = 0;
        foreach (var step in steps)
        {
            if (step % 3 == 0)
                day += step / 6;
            var (agent, buyer) = (step % 4, step / 4 % 4);
            credits.Add(agent, 1, buyer, day, 0, default);
            list.Add((agent, buyer, day));
            for (var pair = 0; pair < 16; pair++)
            {
                var expected = list.Count(c => c.Agent == pair % 4 && c.Buyer == pair / 4 && day - c.Day < 30);
                if (credits.Count(pair % 4, 1, pair / 4, day) != expected)
                    return false;
            }
        }

        return credits.Pairs <= 16;
    }

    private static string Hash(PairCredits credits) => Fingerprint.Of(credits.Save);
}
