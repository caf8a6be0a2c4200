namespace PhantomParadox.Scheduling;

/// <summary>Jobs that are assigned and agents that come back, without end: the steady state of a busy market.</summary>
internal sealed class Traffic
{
    private const int Types = 4;
    private const int Extras = 4;   // beside the type: 15 subsets that are not empty

    private readonly MatchingIndex _index = new(bucketWidth: 5);
    private readonly int[] _set;
    private readonly byte[] _reputation;
    private readonly int[] _bandwidth;
    private readonly int[] _classes;
    private readonly int[] _inFlight;
    private uint _draw = 2463534242;
    private ulong _order;

    public Traffic(int agents, bool adversarial, int inFlight = 256, int classes = 256)
    {
        _set = new int[agents];
        _reputation = new byte[agents];
        _bandwidth = new int[agents];
        _classes = new int[classes];
        _inFlight = new int[Math.Min(inFlight, agents / 4)];
        Array.Fill(_inFlight, -1);
        for (int agent = 0; agent < agents; agent++)
        {
            _set[agent] = _index.AcquireSet(Subset(1 + Draw(15)));
            _reputation[agent] = (byte)(1 + Draw(100));
            _bandwidth[agent] = adversarial ? (int)((agent * 2654435761L) & int.MaxValue) : 100 * (1 + Draw(10));
            Add(agent);
        }

        for (int i = 0; i < classes; i++)
        {
            int minBandwidth = adversarial ? Draw(int.MaxValue) : 100 * Draw(10);
            _classes[i] = _index.AcquireClass(Subset(1 << Draw(4) & Draw(16)), Draw(2) * Draw(95), minBandwidth);
        }
    }

    public int Missed { get; private set; }

    public void Run(int pairs)
    {
        for (int i = 0; i < pairs; i++)
        {
            int agent = _index.FindAgent(_classes[Draw(_classes.Length)], -1, 0);
            if (agent < 0)
                Missed++;
            else
                _index.RemoveAgent(agent);

            ref int slot = ref _inFlight[Draw(_inFlight.Length)];
            if (slot >= 0)
            {
                if (_index.FindJob(_set[slot], _reputation[slot], _bandwidth[slot], slot, 0) >= 0)
                    throw new InvalidOperationException("No job waits.");
                Add(slot);
            }

            slot = agent;
        }
    }

    private void Add(int agent) =>
        _index.AddAgent(agent, _set[agent], _reputation[agent], _reputation[agent], _bandwidth[agent], 0, ++_order);

    private int[] Subset(int bits)
    {
        List<int> capabilities = [Draw(Types)];
        for (int i = 0; i < Extras; i++)
        {
            if ((bits >> i & 1) != 0)
                capabilities.Add(Types + i);
        }

        return [.. capabilities];
    }

    private int Draw(int below)
    {
        _draw ^= _draw << 13;
        _draw ^= _draw >> 17;
        _draw ^= _draw << 5;
        return (int)(_draw % (uint)below);
    }
}
