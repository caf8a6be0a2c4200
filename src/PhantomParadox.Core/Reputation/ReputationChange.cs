using System.Runtime.CompilerServices;
using PhantomParadox.Agents;
using PhantomParadox.Memory;

namespace PhantomParadox.Reputation;

/// <summary>What one decision does to an agent's reputation, perhaps in several steps; ends in at most one event.</summary>
internal ref struct ReputationChange
{
    private readonly Market _market;
    private readonly Handle _agent;
    private readonly ref readonly AgentRow _row;
    private ReputationState _now;
    private Handle _creditedBy;
    private Handle _job;

    public ReputationChange(Market market, Handle agent)
    {
        (_market, _agent) = (market, agent);
        _row = ref market.Agents[agent];
        _now = _row.Reputation;
    }

    /// <summary>Decides one fact about one agent.</summary>
    public static void Take(Decision decision, Handle agent, ReputationFactKind kind)
    {
        var change = new ReputationChange(decision.Market, agent);
        change.Credit(kind, decision.Today);
        change.Emit(decision);
    }

    /// <summary>The reputation as it will be shown.</summary>
    public readonly int Shown => _market.Reputation.Shown(_now);

    /// <summary>Lets the time since the last event pass.</summary>
    public void Decay(int day)
    {
        var policy = _market.Reputation;
        // The market's own policy leaves as it is what stands on that day already, as most does that is credited.
        if (_now.Day < day || policy is not BetaReputation)
            _now = policy.Decay(_now, day);
    }

    /// <summary>Takes a fact into account that is about no job.</summary>
    public void Credit(ReputationFactKind kind, int day)
    {
        Decay(day);
        _now = _market.Reputation.Credit(_now, new ReputationFact(kind, Amount: 0, EarlierCreditsOfPair: 0));
    }

    /// <summary>Takes a job into account that was done and approved.</summary>
    public void Approve(int day, ulong amount, Handle buyer, Handle job)
    {
        Decay(day);
        var earlier = _market.Credits.Count(_agent.Slot, _agent.Generation, buyer.Slot, day);
        _now = _market.Reputation is BetaReputation own
            ? _now with { WorkKept = own.Approve(_now.WorkKept, amount, earlier) }
            : _market.Reputation.Credit(_now, new ReputationFact(ReputationFactKind.JobApproved, amount, earlier));
        (_creditedBy, _job) = (buyer, job);
    }

    /// <summary>Emits the new value, if it is one.</summary>
    // Never part of another method: of one as large as both the compiler would no longer inline the writing of each field.
    [MethodImpl(MethodImplOptions.NoInlining)]
    public readonly void Emit(Decision decision)
    {
        ref readonly var row = ref _row;
        if (_creditedBy.IsNone && _now == row.Reputation)
            return;
        var (shown, weight) = Judge();
        var traits = new AgentTraits(shown, row.MaxBandwidth, row.DailyDataCap, row.Capacity);
        var score = Math.Clamp(_market.Scorer.Score(traits), 0, 100);
        weight = JuryWeights.Of(weight, row.Has(AgentFlags.Bootstrap));
        decision.Emit(new ReputationChanged(_agent, _now, shown, score, _creditedBy, weight, _job));
    }

    // The market's own policy says both of most agents with half the work.
    private readonly (int Shown, int JuryWeight) Judge()
    {
        var policy = _market.Reputation;
        return policy is BetaReputation own ? own.Judge(_now) : (policy.Shown(_now), policy.JuryWeight(_now));
    }
}
