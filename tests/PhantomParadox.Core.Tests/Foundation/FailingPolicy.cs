namespace PhantomParadox.Core.Tests.Foundation;

/// <summary>A policy that throws at its n-th call.</summary>
internal sealed class FailingPolicy : IReputationPolicy, IAgentScorer
{
    private readonly BetaReputation _inner = new(TimeSpan.FromDays(30), 1_000);

    /// <summary>Calls until it throws; 0 is never.</summary>
    public int Left { get; set; }

    public ReputationState Initial(int day) => Count(_inner.Initial(day));

    public ReputationState Decay(in ReputationState state, int day) => Count(_inner.Decay(state, day));

    public ReputationState Credit(in ReputationState state, in ReputationFact fact) => Count(_inner.Credit(state, fact));

    public int Shown(in ReputationState state) => Count(_inner.Shown(state));

    public int JuryWeight(in ReputationState state) => Count(_inner.JuryWeight(state));

    public int Score(in AgentTraits agent) => Count(agent.Reputation);

    private T Count<T>(T value) => Left > 0 && --Left == 0 ? throw new InvalidOperationException("The policy failed.") : value;
}
