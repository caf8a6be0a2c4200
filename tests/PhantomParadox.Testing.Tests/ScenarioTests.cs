namespace PhantomParadox.Testing.Tests;

public sealed class ScenarioTests
{
    [Fact]
    public void AScorer_DecidesWhoWorks()
    {
        var byCapacity = Run(new CapacityScorer());
        var byReputation = Run(scorer: null);

        Assert.True(byCapacity.TallyOf("large").Assigned > 2 * byCapacity.TallyOf("small").Assigned);
        Assert.True(byReputation.TallyOf("small").Assigned > byCapacity.TallyOf("small").Assigned);
        Assert.Empty(byCapacity.Market.Faults);
    }

    [Fact]
    public void TheSameSeed_GivesTheSameMarket_ToTheByte() =>
        Assert.Equal(Run(scorer: null).Market.ComputeStateHash(), Run(scorer: null).Market.ComputeStateHash());

    [Fact]
    public void LosesNothing_WhenItsProcessDies()
    {
        var scenario = Run(scorer: null);
        var (posted, completed) = (scenario.Posted, scenario.TallyOf("small").Completed + scenario.TallyOf("large").Completed);

        scenario.Restart(TimeSpan.FromMinutes(1));

        var figures = scenario.Market.GetStatistics().Value.Jobs;
        Assert.Equal(posted, figures.Total);
        Assert.Equal(completed, figures.CompletionCount);
        scenario.Run(TimeSpan.FromHours(1));
        Assert.True(scenario.Market.GetStatistics().Value.Jobs.CompletionCount > completed);
    }

    [Fact]
    public void GivesWorkToAnother_WhereAnAgentFallsSilent()
    {
        var scenario = new MarketScenario(seed: 3)
            .WithAgent(Agent("silent", 1) with { SilencePercent = 100 })
            .WithAgent(Agent("busy", 4))
            .WithBuyer(Buyer(rejectPercent: 0));

        scenario.Run(TimeSpan.FromDays(3));

        Assert.True(scenario.TallyOf("silent").Abandoned > 0);
        Assert.Equal(0, scenario.TallyOf("silent").Completed);
        Assert.True(scenario.TallyOf("busy").Completed > 1_000);
    }

    [Fact]
    public void ARejectedResult_EndsWithAVerdict_OrByTime()
    {
        var scenario = new MarketScenario(seed: 4).WithAgent(Agent("busy", 1)).WithBuyer(Buyer(rejectPercent: 100));

        scenario.Run(TimeSpan.FromDays(2));

        var disputes = scenario.Market.GetStatistics().Value.Disputes;
        Assert.True(disputes.Total > 100);
        Assert.True(disputes.EndedCount > 0);
    }

    private static MarketScenario Run(IAgentScorer? scorer)
    {
        var scenario = new MarketScenario(seed: 7, scorer: scorer)
            .WithAgent(Agent("small", 1))
            .WithAgent(Agent("large", 8))
            .WithBuyer(Buyer(rejectPercent: 0));
        scenario.Run(TimeSpan.FromHours(6));
        return scenario;
    }

    private static ScenarioAgent Agent(string wallet, int capacity) => new()
    {
        Profile = new AgentProfile { Wallet = wallet, Capacity = capacity },
        FailurePercent = 2,
    };

    private static ScenarioBuyer Buyer(int rejectPercent) => new()
    {
        Job = (number, _) => new JobSpec
        {
            Type = JobType.Relay, Buyer = "buyer", Description = $"job {number}", Amount = 1_000, AutoApprove = rejectPercent == 0 && number % 2 == 0,
        },
        LongestPause = TimeSpan.FromMinutes(2),
        RejectPercent = rejectPercent,
    };

    private sealed class CapacityScorer : IAgentScorer
    {
        public int Score(in AgentTraits agent) => agent.Capacity * 10;
    }
}
