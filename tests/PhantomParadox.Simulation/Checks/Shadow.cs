using PhantomParadox.Engine;
using PhantomParadox.Identity;
using PhantomParadox.Jobs;
using PhantomParadox.Journal;
using PhantomParadox.Testing;
using PhantomParadox.Testing.Running;

namespace PhantomParadox.Simulation.Checks;

/// <summary>A second state that follows only what the journal holds: what is durable, and the truth after a crash.</summary>
internal sealed class Shadow
{
    private readonly SimulatedPorts _ports;
    private readonly Dictionary<UInt128, (int Attempt, int Agent)> _leases = [];
    private readonly HashSet<UInt128> _agents = [];
    private readonly HashSet<UInt128> _disputes = [];
    private readonly RowWatch<JobRow> _jobs = new();
    private UInt128[] _agentIds = new UInt128[64];
    private UInt128[] _disputeIds = new UInt128[64];

    public Shadow(SimulatedPorts ports)
    {
        _ports = ports;
        State = ports.NewState();
        Replica = new Replica(new ObservedState(State, (market, _) => Look(market)));
    }

    public Market State { get; }

    public Replica Replica { get; }

    public long Position => State.Position;

    /// <summary>All batches, also those that were trimmed since.</summary>
    public List<byte[]> Batches { get; } = [];

    /// <summary>Follows the journal to its end.</summary>
    public void CatchUp()
    {
        var batches = _ports.Journal.ReadAsync(Position + 1, default).GetAsyncEnumerator();
        while (Blocking.MoveNext(batches))
        {
            Batches.Add(batches.Current.ToArray());
            Replica.Apply(batches.Current.Span);
        }
        Blocking.Wait(batches.DisposeAsync());
    }

    public byte[] ComputeHash() => Replica.ComputeStateHash(static () => { });

    /// <summary>The hash that all batches lead to from nothing.</summary>
    public byte[] Replay()
    {
        var replica = new Replica(_ports.NewState());
        foreach (var batch in Batches)
            replica.Apply(batch);
        return replica.ComputeStateHash(static () => { });
    }

    /// <summary>Whether the journal holds, or held, the agent; it may have been forgotten since.</summary>
    public bool Knew(AgentId agent) => _agents.Contains(Uuid.FromGuid(agent.Value));

    /// <summary>Whether the journal holds, or held, the dispute; it may have been archived since.</summary>
    public bool Knew(DisputeId dispute) => _disputes.Contains(Uuid.FromGuid(dispute.Value));

    /// <summary>How many leases the journal gives a job, or gave; 0 for one that it never held.</summary>
    public int LeasesOf(JobId job) => _leases.GetValueOrDefault(Uuid.FromGuid(job.Value)).Attempt;

    /// <summary>Counts the events of the whole journal.</summary>
    public void Count(Coverage coverage)
    {
        var chain = new BatchChain();
        foreach (var batch in Batches)
        {
            var frames = new BatchReader(batch, chain);
            while (frames.MoveNext())
            {
                var events = new FrameReader(frames.Frame);
                while (events.MoveNext())
                    coverage.Count("(event)", events.Tag.ToString(), "written");
            }
        }
    }

    // Only what a frame has changed is new.
    private void Look(Market market)
    {
        for (var slot = 0; slot < market.Jobs.Slots; slot++)
        {
            ref var row = ref market.Jobs[slot];
            if (!_jobs.HasChanged(slot, ref row))
                continue;
            _jobs.Take(slot, ref row);
            if (market.Jobs.IsLive(slot))
                CheckLease(row);
        }
        for (var slot = 0; slot < market.Agents.Slots; slot++)
        {
            if (market.Agents.IsLive(slot) && market.Agents[slot].Id != IdAt(ref _agentIds, slot))
                _agents.Add(IdAt(ref _agentIds, slot) = market.Agents[slot].Id);
        }
        for (var slot = 0; slot < market.Disputes.Slots; slot++)
        {
            if (market.Disputes.IsLive(slot) && market.Disputes[slot].Id != IdAt(ref _disputeIds, slot))
                _disputes.Add(IdAt(ref _disputeIds, slot) = market.Disputes[slot].Id);
        }
    }

    // P8: a job's number of leases never falls, and grows with each new holder.
    private void CheckLease(in JobRow row)
    {
        if (_leases.TryGetValue(row.Id, out var before))
        {
            Check.That(row.Attempt >= before.Attempt, "The number of a job's leases has fallen.");
            Check.That(!row.IsLeased || row.Attempt > before.Attempt || row.Agent == before.Agent, "Two agents have held one lease.");
        }
        if (row.IsLeased || row.Attempt > before.Attempt)
            _leases[row.Id] = (row.Attempt, row.Agent);
    }

    private static ref UInt128 IdAt(ref UInt128[] ids, int slot)
    {
        if (slot >= ids.Length)
            Array.Resize(ref ids, Math.Max(slot + 1, ids.Length * 2));
        return ref ids[slot];
    }
}
