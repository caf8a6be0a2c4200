using PhantomParadox.Testing.Scenarios;

namespace PhantomParadox.Testing;

/// <summary>A market with agents and buyers that behave as they are told, in simulated time: to see what a policy does over days.</summary>
/// <example>
/// <code>
/// var scenario = new MarketScenario(seed: 7, scorer: new MyScorer())
///     .WithAgents(20, number => new ScenarioAgent { Profile = new AgentProfile { Wallet = $"agent-{number}" } })
///     .WithBuyer(new ScenarioBuyer { Job = (number, chance) => new JobSpec { … } });
/// scenario.Run(TimeSpan.FromDays(1));
/// Assert.True(scenario.TallyOf("agent-0").Completed > 100);
/// </code>
/// </example>
/// <param name="seed">The seed of all chance.</param>
/// <param name="options">The market's numbers. Default: those of <see cref="MarketOptions"/>.</param>
/// <param name="scorer">How agents are scored. Default: by the reputation shown.</param>
/// <param name="reputation">How trust moves. Default: the shipped policy that the options name.</param>
public sealed class MarketScenario(
    ulong seed = 1, MarketOptions? options = null, IAgentScorer? scorer = null, IReputationPolicy? reputation = null)
{
    private readonly SortedDictionary<string, AgentAct> _agents = new(StringComparer.Ordinal);
    private readonly SortedDictionary<Guid, ScenarioBuyer> _waiting = [];
    private readonly Agenda _agenda = new();

    /// <summary>The market.</summary>
    public SimulatedMarket Market { get; } = new(seed, options, scorer, reputation);

    /// <summary>Jobs that buyers have posted.</summary>
    public int Posted { get; private set; }

    /// <summary>Jobs that buyers wanted to post, and that were refused.</summary>
    public int Refused { get; private set; }

    /// <summary>Adds agents, whose sessions open at once.</summary>
    /// <param name="count">How many.</param>
    /// <param name="make">Makes one of its number, from 0.</param>
    /// <exception cref="ArgumentException">A wallet is taken twice, or a profile is refused.</exception>
    public MarketScenario WithAgents(int count, Func<int, ScenarioAgent> make)
    {
        ArgumentNullException.ThrowIfNull(make);
        for (var number = 0; number < count; number++)
            WithAgent(make(number));
        return this;
    }

    /// <summary>Adds an agent, whose session opens at once.</summary>
    /// <exception cref="ArgumentException">Its wallet is taken, or its profile is refused.</exception>
    public MarketScenario WithAgent(ScenarioAgent agent)
    {
        ArgumentNullException.ThrowIfNull(agent);
        var act = new AgentAct(Market, agent, _agenda, Judge);
        if (!_agents.TryAdd(agent.Profile.Wallet, act))
            throw new ArgumentException($"There is an agent of wallet {agent.Profile.Wallet} already.", nameof(agent));
        act.Connect();
        return this;
    }

    /// <summary>Adds a buyer; its first job comes after its first pause.</summary>
    public MarketScenario WithBuyer(ScenarioBuyer buyer)
    {
        ArgumentNullException.ThrowIfNull(buyer);
        Await(buyer, asked: 0);
        return this;
    }

    /// <summary>Lets time pass.</summary>
    /// <param name="time">How much, 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="time"/> is below 0.</exception>
    public void Run(TimeSpan time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero);
        var end = Market.Time.Elapsed + time;
        Hear();
        while (_agenda.TakeUntil(Market.Time.Elapsed) is { } next)
            Do(next);
        while (Market.Time.Elapsed < end)
        {
            Market.Hop(_agenda.Next < end ? _agenda.Next.Value : end);
            Hear();
            while (_agenda.TakeUntil(Market.Time.Elapsed) is { } next)
                Do(next);
        }
    }

    /// <summary>The market's process dies and another takes its place; the agents open their sessions anew.</summary>
    /// <param name="downtime">How long there is none, 0 or more.</param>
    public void Restart(TimeSpan downtime = default)
    {
        Market.Restart(downtime);
        foreach (var agent in _agents.Values)
            agent.Connect();
    }

    /// <summary>What became of an agent.</summary>
    /// <exception cref="KeyNotFoundException">No agent of the scenario has that wallet.</exception>
    public ScenarioTally TallyOf(string wallet) => _agents[wallet].Tally;

    private void Do(Action act)
    {
        act();
        Hear();
    }

    private void Hear()
    {
        foreach (var agent in _agents.Values)
            agent.Hear();
    }

    private void Await(ScenarioBuyer buyer, int asked) =>
        _agenda.Add(Market.Time.Elapsed + Market.Chance.Between(buyer.ShortestPause, buyer.LongestPause), () =>
        {
            Post(buyer, buyer.Job(asked, Market.Chance));
            Await(buyer, asked + 1);
        });

    private void Post(ScenarioBuyer buyer, JobSpec job)
    {
        var posted = Market.PostJob(job);
        if (!posted.IsAccepted)
        {
            Refused++;
            return;
        }
        Posted++;
        if (!job.AutoApprove)
            _waiting.Add(posted.Value.Id.Value, buyer);
    }

    private void Judge(JobId job)
    {
        if (!_waiting.Remove(job.Value, out var buyer))
            return;
        var wallet = Market.GetJob(job).Value.Spec.Buyer;
        if (Market.Chance.Percent(buyer.RejectPercent))
            Market.RejectJob(job, wallet, "not what was asked for", DisputeCategory.PoorQuality);
        else
            Market.ApproveJob(job, wallet);
    }
}
