using PhantomParadox.Identity;
using PhantomParadox.Memory;

namespace PhantomParadox.Disputes;

/// <summary>Whom a dispute keeps from its jury, by what was so when the round opened.</summary>
internal sealed class DrawFacts : IJuryFacts
{
    private readonly Market _market;
    private readonly RoundPool _pool;
    private readonly DrawParties _parties;
    private readonly RoundMark _round;
    private readonly int _firstRound;
    private readonly int _buyer;
    private readonly int _agentWallet;
    private readonly Handle _agent;
    private readonly Handle _buyerAgent;

    public DrawFacts(Market market, in RoundRow round, RoundPool pool)
    {
        ref var job = ref market.Jobs[market.Disputes[round.Dispute].Job];
        (_market, _pool, _round, _firstRound) = (market, pool, round.Mark, round.Previous);
        _parties = DrawParties.Read(market.Blobs.Read(round.Parties));
        _buyer = job.Buyer;
        _agent = market.Agents.HandleOf(job.Agent - 1);
        _agentWallet = market.Agents[_agent].Wallet;
        // One that was forgotten since has never been paid.
        if (_parties.BuyerAgent is { } buyerAgent)
            market.Agents.TryFind(Uuid.FromGuid(buyerAgent.Value), out _buyerAgent);
    }

    public JuryBar BarOf(int candidate)
    {
        ref readonly var drawn = ref _pool.Candidates[candidate];
        var id = new AgentId(Uuid.ToGuid(drawn.Id));
        if (id == _parties.Agent || id == _parties.BuyerAgent)
            return JuryBar.Party;
        for (var link = _firstRound; link != 0; link = _market.Court.Rounds[link - 1].Previous)
        {
            if (!_market.Court.DutyOf(_market.Court.Rounds[link - 1], drawn.Agent.Slot).IsNone)
                return JuryBar.EarlierRound;
        }
        // By name: numbers of operators that are gone are used again.
        var isPartys = drawn.OperatorName.Length > 0
            && (drawn.OperatorName == _parties.AgentOperator || drawn.OperatorName == _parties.BuyerOperator);
        if (_market.Options.Jury.ExcludeRelated && TryFindRelatedJob(drawn, out _))
            return isPartys ? JuryBar.RelatedPartyOperator : JuryBar.Related;
        return isPartys ? JuryBar.PartyOperator : JuryBar.None;
    }

    public int OperatorOf(int candidate) => _pool.Candidates[candidate].Operator;

    /// <summary>Id of the paid job that makes a candidate related; 0 where the journal didn't name it.</summary>
    public UInt128 RelatedJobOf(int candidate) => TryFindRelatedJob(_pool.Candidates[candidate], out var job) ? job : 0;

    // With the buyer or the agent, each as the one who paid or as the one who worked.
    private bool TryFindRelatedJob(in PoolCandidate drawn, out UInt128 job) =>
        TryFindJob(drawn.Agent, _buyer, out job) || TryFindJob(_agent, drawn.Wallet, out job)
        || TryFindJob(drawn.Agent, _agentWallet, out job) || TryFindJob(_buyerAgent, drawn.Wallet, out job);

    private bool TryFindJob(Handle agent, int buyer, out UInt128 job) =>
        _market.Credits.TryFindJob(agent.Slot, agent.Generation, buyer, _round, out job);
}
