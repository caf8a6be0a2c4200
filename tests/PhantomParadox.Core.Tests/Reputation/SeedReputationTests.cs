using Xunit;

namespace PhantomParadox.Core.Tests.Reputation;

public sealed class SeedReputationTests
{
    private readonly SeedReputation _policy = new();

    [Fact]
    public void StartsAt100_GainsOne_LosesTwo()
    {
        var state = _policy.Initial(day: 5);
        Assert.Equal(100, _policy.Shown(state));

        state = Credited(state, ReputationFactKind.AttemptFailed);
        Assert.Equal(98, _policy.Shown(state));
        state = Credited(state, ReputationFactKind.DeadlineMissed);
        Assert.Equal(96, _policy.Shown(state));
        state = Credited(state, ReputationFactKind.JobApproved);
        Assert.Equal(97, _policy.Shown(state));
        Assert.Equal(970, _policy.JuryWeight(state));
    }

    [Fact]
    public void Points_StayWithin0To100()
    {
        Assert.Equal(100, Credited(_policy.Initial(0), ReputationFactKind.JobApproved).Points);
        Assert.Equal(0, Credited(_policy.Initial(0) with { Points = 1 }, ReputationFactKind.DeadlineMissed).Points);
    }

    [Fact]
    public void Time_MovesTheDayOnly()
    {
        var state = _policy.Initial(day: 5) with { Points = 60 };
        Assert.Equal(state with { Day = 900 }, _policy.Decay(state, 900));
        Assert.Equal(state, _policy.Decay(state, 4));
    }

    [Fact]
    public void TheScorer_TakesReputationAsItIs() =>
        Assert.Equal(73, new ReputationScorer().Score(new(Reputation: 73, MaxBandwidth: -1, DailyDataCap: 5, Capacity: 2)));

    private ReputationState Credited(ReputationState state, ReputationFactKind kind) => _policy.Credit(state, new(kind, 1, 0));
}
