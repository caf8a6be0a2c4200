namespace PhantomParadox.Benchmarks.Loads;

/// <summary>Matching without an index: every idle agent is looked at, those that fit are sorted, the first is taken.</summary>
internal sealed class ScanAndSort
{
    private const int InFlight = 256;

    private readonly List<Agent> _idle = [];
    private readonly List<Agent> _fitting = [];
    private readonly Agent?[] _busy;
    private readonly Random _random = new(1);
    private long _order;

    public ScanAndSort(int agents)
    {
        _busy = new Agent?[Math.Min(InFlight, agents / 4)];
        for (var agent = 0; agent < agents; agent++)
            _idle.Add(new Agent(1 << _random.Next(4) | _random.Next(256) << 4, 1 + _random.Next(100), 100 * (1 + _random.Next(10)), ++_order));
    }

    /// <summary>Assigns and releases; returns how many jobs found nobody.</summary>
    public int Run(int pairs)
    {
        var missed = 0;
        for (var pair = 0; pair < pairs; pair++)
        {
            var found = Take(1 << _random.Next(4), _random.Next(2) * _random.Next(95), 100 * _random.Next(10));
            if (found is null)
                missed++;
            ref var place = ref _busy[pair % _busy.Length];
            if (place is { } back)
                _idle.Add(back with { Order = ++_order });
            place = found;
        }

        return missed;
    }

    private Agent? Take(int capabilities, int reputation, int bandwidth)
    {
        _fitting.Clear();
        foreach (var agent in _idle)
        {
            if ((agent.Capabilities & capabilities) == capabilities && agent.Reputation >= reputation && agent.Bandwidth >= bandwidth)
                _fitting.Add(agent);
        }

        _fitting.Sort(static (a, b) => a.Reputation / 5 == b.Reputation / 5
            ? a.Order.CompareTo(b.Order)
            : b.Reputation.CompareTo(a.Reputation));
        if (_fitting.Count == 0)
            return null;
        _idle.Remove(_fitting[0]);
        return _fitting[0];
    }

    private sealed record Agent(int Capabilities, int Reputation, int Bandwidth, long Order);
}
