using PhantomParadox.Memory;

namespace PhantomParadox.Disputes;

/// <summary>Whom a dispute keeps from its jury.</summary>
internal sealed class DrawFacts : IJuryFacts
{
    private readonly Market _market;
    private readonly RoundPool _pool;
    private readonly int _firstRound;
    private readonly int _buyer;
    private readonly int _agent;
    private readonly int _buyerAgent;
    private readonly int _today;

    public DrawFacts(Market market, in RoundRow round, RoundPool pool)
    {
        ref var job = ref market.Jobs[market.Disputes[round.Dispute].Job];
        (_market, _pool, _firstRound) = (market, pool, round.Previous);
        _buyer = job.Buyer;
        _agent = job.Agent - 1;
        _buyerAgent = market.Wallets[job.Buyer].Agent - 1;
        _today = (int)(market.Time / 86_400_000);
    }

    public JuryBar BarOf(int candidate)
    {
        ref readonly var drawn = ref _pool.Candidates[candidate];
        var slot = drawn.Agent.Slot;
        if (slot == _agent || slot == _buyerAgent)
            return JuryBar.Party;
        for (var link = _firstRound; link != 0; link = _market.Court.Rounds[link - 1].Previous)
        {
            if (!_market.Court.DutyOf(_market.Court.Rounds[link - 1], slot).IsNone)
                return JuryBar.EarlierRound;
        }
        var isPartys = drawn.Operator != 0
            && (drawn.Operator == OperatorOfAgent(_agent) || drawn.Operator == OperatorOfAgent(_buyerAgent));
        if (_market.Options.Jury.ExcludeRelated && IsRelated(slot, drawn.Agent.Generation))
            return isPartys ? JuryBar.RelatedPartyOperator : JuryBar.Related;
        return isPartys ? JuryBar.PartyOperator : JuryBar.None;
    }

    public int OperatorOf(int candidate) => _pool.Candidates[candidate].Operator;

    // A paid job in 30 days, as the agent of this buyer or as the buyer of this agent.
    private bool IsRelated(int slot, uint generation) =>
        _market.Agents.HandleOf(slot).Generation == generation
        && (_market.Credits.Count(slot, generation, _buyer, _today) > 0
            || _market.Credits.Count(_agent, _market.Agents.HandleOf(_agent).Generation, _market.Agents[slot].Wallet, _today) > 0);

    private int OperatorOfAgent(int slot) => slot < 0 ? 0 : _market.Agents[slot].Operator;
}
