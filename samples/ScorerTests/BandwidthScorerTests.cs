using PhantomParadox.Testing;

namespace PhantomParadox.Samples.ScorerTests;

/// <summary>What the scorer does to a market over days, seen in a moment, and the same again for the same seed.</summary>
public sealed class BandwidthScorerTests
{
    [Fact]
    public void AWideLine_IsServedFirst()
    {
        var scenario = RunADay(new BandwidthScorer());

        Assert.True(scenario.TallyOf("wide").Completed > 2 * scenario.TallyOf("narrow").Completed);
    }

    [Fact]
    public void ANarrowLine_StillGetsWhatIsLeft() =>
        Assert.True(RunADay(new BandwidthScorer()).TallyOf("narrow").Completed > 0);

    [Fact]
    public void WithoutIt_TheLineDoesntCount()
    {
        var scenario = RunADay(scorer: null);

        Assert.InRange(scenario.TallyOf("wide").Completed, scenario.TallyOf("narrow").Completed / 2, scenario.TallyOf("narrow").Completed * 2);
    }

    [Fact]
    public void AWideLine_ThatBreaksItsPromises_LosesItsPlace()
    {
        var scenario = RunADay(new BandwidthScorer(), failurePercent: 100);

        Assert.True(scenario.TallyOf("narrow").Completed > scenario.TallyOf("wide").Assigned);
    }

    [Fact]
    public void ADeadProcess_ChangesNothingOfThat()
    {
        var scenario = RunADay(new BandwidthScorer());
        var before = scenario.TallyOf("wide").Completed;

        scenario.Restart(downtime: TimeSpan.FromMinutes(5));
        scenario.Run(TimeSpan.FromDays(1));

        Assert.True(scenario.TallyOf("wide").Completed > before);
        Assert.True(scenario.TallyOf("wide").Completed > 2 * scenario.TallyOf("narrow").Completed);
    }

    [Theory]
    [InlineData(-1, 100)]
    [InlineData(2_000, 100)]
    [InlineData(500, 50)]
    [InlineData(0, 0)]
    public void TheScore_GrowsWithTheLine(long bandwidth, int score) =>
        Assert.Equal(score, new BandwidthScorer().Score(new AgentTraits(Reputation: 60, bandwidth, DailyDataCap: -1, Capacity: 1)));

    [Fact]
    public void WhoIsntTrusted_ScoresNothing() =>
        Assert.Equal(0, new BandwidthScorer().Score(new AgentTraits(Reputation: 39, MaxBandwidth: -1, DailyDataCap: -1, Capacity: 1)));

    // Under this policy everybody begins with a good name, and loses it by failures. A job every
    // three to six minutes, each of one to five: mostly both agents are free, and the scorer chooses.
    private static MarketScenario RunADay(IAgentScorer? scorer, int failurePercent = 0)
    {
        var options = new MarketOptions { Reputation = { Policy = ReputationPolicyKind.Seed } };
        var scenario = new MarketScenario(seed: 1, options, scorer)
            .WithAgent(Agent("wide", 1_000) with { FailurePercent = failurePercent })
            .WithAgent(Agent("narrow", 50))
            .WithBuyer(new ScenarioBuyer
            {
                Job = (number, _) => new JobSpec { Type = JobType.Relay, Buyer = "buyer", Description = $"job {number}", Amount = 1_000, AutoApprove = true },
                ShortestPause = TimeSpan.FromMinutes(3),
                LongestPause = TimeSpan.FromMinutes(6),
            });
        scenario.Run(TimeSpan.FromDays(1));
        return scenario;
    }

    private static ScenarioAgent Agent(string wallet, long bandwidth) =>
        new() { Profile = new AgentProfile { Wallet = wallet, MaxBandwidth = bandwidth } };
}
