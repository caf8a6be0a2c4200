namespace PhantomParadox.Disputes;

/// <summary>
/// Counts the seats that the pool as it is now could fill in a further round: nobody of a party or an earlier round, nobody of a party's
/// operator, one of each operator.
/// </summary>
internal sealed class FreshJurors
{
    private readonly Market _market;
    private readonly SortedSet<int> _barred = [];
    private readonly SortedDictionary<int, int> _barredOf = [];
    private int _own;

    private FreshJurors(Market market) => (_market, _own) = (market, market.Pool.CountOfOwn);

    public static int CountFor(Market market, in DisputeRow dispute)
    {
        var fresh = new FreshJurors(market);
        ref var job = ref market.Jobs[dispute.Job];
        var (agent, buyerAgent) = (job.Agent - 1, market.Wallets[job.Buyer].Agent - 1);
        fresh.Bar(agent);
        fresh.Bar(buyerAgent);
        for (var round = dispute.Round; round != 0; round = market.Court.Rounds[round - 1].Previous)
        {
            for (var link = market.Court.Rounds[round - 1].FirstDuty; link != 0; link = market.Court.Duties[link - 1].Next)
                fresh.Bar(market.Court.Duties[link - 1].Agent);
        }
        fresh.BarOperatorOf(agent);
        fresh.BarOperatorOf(buyerAgent);
        return fresh.Count();
    }

    private void Bar(int slot)
    {
        if (slot < 0 || !_market.Pool.Has(slot) || !_barred.Add(slot))
            return;
        var @operator = _market.Pool.OperatorOf(slot);
        if (@operator == 0)
            _own--;
        else
            _barredOf[@operator] = _barredOf.GetValueOrDefault(@operator) + 1;
    }

    private void BarOperatorOf(int slot)
    {
        var @operator = slot < 0 ? 0 : _market.Agents[slot].Operator;
        if (@operator != 0 && _market.Pool.CountOf(@operator) is > 0 and var all)
            _barredOf[@operator] = all;
    }

    private int Count()
    {
        var operators = _market.Pool.OperatorCount;
        foreach (var (@operator, barred) in _barredOf)
            operators -= barred == _market.Pool.CountOf(@operator) ? 1 : 0;
        return _own + operators;
    }
}
