using Xunit;

namespace PhantomParadox.Core.Tests.Reputation;

public sealed class BetaReputationTests
{
    private const ulong Reference = 10_000_000;
    private const ulong One = 1UL << 32;

    private readonly BetaReputation _policy = new(TimeSpan.FromDays(30), Reference);

    [Theory]
    [InlineData(0, 0, 21)]
    [InlineData(1, 0, 43)]
    [InlineData(3, 0, 64)]
    [InlineData(5, 0, 73)]
    [InlineData(10, 0, 84)]
    [InlineData(10, 2, 68)]
    public void Shows_TheLowerBoundOfWhatWasKeptAndBroken(int kept, int broken, int shown)
    {
        var state = _policy.Initial(day: 20_000);
        for (var i = 0; i < kept; i++)
            state = _policy.Credit(state, Approved(Reference));
        for (var i = 0; i < broken; i++)
            state = _policy.Credit(state, new(ReputationFactKind.AttemptFailed, Reference, 0));

        Assert.Equal(shown, _policy.Shown(state));
    }

    [Fact]
    public void AnApprovedJob_CountsByItsAmountUpToTheReference()
    {
        Assert.Equal(0UL, Credited(Approved(0)).WorkKept);
        Assert.Equal(One / 4, Credited(Approved(Reference / 4)).WorkKept);
        Assert.Equal(One, Credited(Approved(Reference)).WorkKept);
        Assert.Equal(One, Credited(Approved(ulong.MaxValue)).WorkKept);
    }

    [Fact]
    public void AnApprovedJob_CountsHalfForEachEarlierOneOfThePair()
    {
        Assert.Equal(One / 2, Credited(Approved(Reference, earlier: 1)).WorkKept);
        Assert.Equal(One / 1024, Credited(Approved(Reference, earlier: 10)).WorkKept);
        Assert.Equal(0UL, Credited(Approved(Reference, earlier: 64)).WorkKept);
        Assert.Equal(0UL, Credited(Approved(Reference, earlier: int.MaxValue)).WorkKept);
    }

    [Fact]
    public void OneBuyer_GivesAtMostTwoUnits()
    {
        var state = _policy.Initial(day: 0);
        for (var earlier = 0; earlier < 1_000; earlier++)
            state = _policy.Credit(state, Approved(Reference, earlier));

        Assert.InRange(state.WorkKept, One, 2 * One);
    }

    [Fact]
    public void BrokenPromises_CountWhateverTheAmountAndThePair()
    {
        Assert.Equal(One, Credited(new(ReputationFactKind.AttemptFailed, 0, 9)).WorkBroken);
        Assert.Equal(2 * One, Credited(new(ReputationFactKind.DeadlineMissed, 0, 9)).WorkBroken);
    }

    [Fact]
    public void Masses_HalveInEachHalfLife()
    {
        var state = new ReputationState(8 * One, 6 * One, 4 * One, 2 * One, Day: 100, Points: 0);

        Assert.Equal(new(4 * One, 3 * One, 2 * One, One, 130, 0), _policy.Decay(state, 130));
        Assert.Equal(new(One, 6 * One / 8, One / 2, One / 4, 190, 0), _policy.Decay(state, 190));
        Assert.Equal(new(0, 0, 0, 0, int.MaxValue, 0), _policy.Decay(state, int.MaxValue));
    }

    [Fact]
    public void AnEarlierDay_ChangesNothing()
    {
        var state = new ReputationState(8 * One, 6 * One, 0, 0, Day: 100, Points: 0);

        Assert.Equal(state, _policy.Decay(state, 99));
        Assert.Equal(state, _policy.Decay(state, 100));
        Assert.Equal(state, _policy.Decay(state, int.MinValue));
    }

    [Fact]
    public void JuryWeight_IsTheLowerBoundOverWorkAndJuryTogether()
    {
        Assert.Equal(211, _policy.JuryWeight(_policy.Initial(0)));
        Assert.Equal(
            _policy.JuryWeight(new(10 * One, 2 * One, 0, 0, 0, 0)),
            _policy.JuryWeight(new(4 * One, One, 6 * One, One, 0, 0)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(366 * 24)]
    [InlineData(36)]
    [InlineData(-24)]
    public void Rejects_AHalfLifeThatIsNotOneTo365WholeDays(int hours) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new BetaReputation(TimeSpan.FromHours(hours), Reference));

    [Fact]
    public void Rejects_AReferenceAmountOfNothing() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new BetaReputation(TimeSpan.FromDays(30), 0));

    [Fact]
    public void Rejects_AFactOfNoKnownKind() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Credited(new((ReputationFactKind)99, 1, 0)));

    private ReputationState Credited(ReputationFact fact) => _policy.Credit(_policy.Initial(day: 0), fact);

    private static ReputationFact Approved(ulong amount, int earlier = 0) => new(ReputationFactKind.JobApproved, amount, earlier);
}
