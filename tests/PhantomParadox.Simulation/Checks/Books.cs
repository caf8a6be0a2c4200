using PhantomParadox.Agents;
using PhantomParadox.Core.Tests.Markets.Model;
using PhantomParadox.Disputes;
using PhantomParadox.Jobs;

namespace PhantomParadox.Simulation.Checks;

/// <summary>
/// P11, P8: the books of a live market, held against each other after every frame. What a frame has changed is found by comparing rows, and
/// only that is counted anew; now and then, and after each start, all of it is.
/// </summary>
internal sealed class Books
{
    private const int WholeEvery = 64;

    private readonly RowWatch<JobRow> _jobs = new();
    private readonly RowWatch<AgentRow> _agents = new();
    private readonly CourtWatch _court = new();
    private readonly Early _early = new();
    private readonly Int128[] _escrow = new Int128[3];
    private readonly List<int> _touched = [];
    private readonly List<int> _buyers = [];
    private int[] _openOf = new int[64];
    private int[] _leasesOf = new int[64];
    private int _online;
    private int _busy;
    private int _boot;
    private int _frames;

    /// <summary>Another market is to be looked at, or the same from the beginning.</summary>
    public void Renew() => _boot = 0;

    /// <summary>Looks at a market after a frame, which came of a command of its own or of one from outside.</summary>
    public void Look(Market market, Command? own)
    {
        if (market.Agents.Boot != _boot)
        {
            Clear(market.Agents.Boot);
            Count(market, null, checks: false);
            Invariants.Check(market);
            return;
        }
        Count(market, own, checks: true);
        if (_court.HasChanged(market, own))
            CourtInvariants.Check(market);
        if (++_frames % WholeEvery == 0)
            Invariants.Check(market);
    }

    private void Clear(int boot)
    {
        _boot = boot;
        (_online, _busy) = (0, 0);
        _jobs.Clear();
        _agents.Clear();
        _court.Clear();
        Array.Clear(_escrow);
        Array.Clear(_openOf);
        Array.Clear(_leasesOf);
    }

    private void Count(Market market, Command? own, bool checks)
    {
        CountJobs(market, own, checks);
        CountAgents(market, own, checks);
        if (!checks)
        {
            _court.HasChanged(market, null);
            return;
        }
        foreach (var slot in _touched)
            Check.That(!market.Agents.IsLive(slot) || market.Agents[slot].Held == _leasesOf[slot], "An agent's leases are counted wrong.");
        foreach (var buyer in _buyers)
            Check.That(market.Wallets[buyer].OpenJobs == _openOf[buyer], "A buyer's open jobs are counted wrong.");
        Invariants.CheckLedger(market, _escrow);
        Check.That(market.Agents.Online == _online && market.Agents.Busy == _busy, "Agents online, or busy, are counted wrong.");
    }

    private void CountJobs(Market market, Command? own, bool checks)
    {
        _touched.Clear();
        _buyers.Clear();
        for (var slot = 0; slot < market.Jobs.Slots; slot++)
        {
            ref var row = ref market.Jobs[slot];
            if (!_jobs.HasChanged(slot, ref row))
                continue;
            ref readonly var before = ref _jobs.Before(slot);
            Count(before, -1);
            Count(row, 1);
            if (checks)
                _early.Look(market, own, before, row);
            else
                _early.Keep(row);
            _jobs.Take(slot, ref row);
            if (!checks || row.Id == 0)
                continue;
            Invariants.CheckJob(market, slot);
            _buyers.Add(row.Buyer);
            if (market.Jobs.ExtrasOf(row).Dispute != 0)
                _court.Touch();
        }
    }

    private void Count(in JobRow row, int sign)
    {
        if (row.Id == 0)
            return;
        _escrow[(int)row.Currency] += sign * (Int128)row.Escrow;
        At(ref _openOf, row.Buyer) += Invariants.IsSettled(row) ? 0 : sign;
        if (!row.IsLeased)
            return;
        At(ref _leasesOf, row.Agent - 1) += sign;
        _touched.Add(row.Agent - 1);
    }

    private void CountAgents(Market market, Command? own, bool checks)
    {
        for (var slot = 0; slot < market.Agents.Slots; slot++)
        {
            ref var row = ref market.Agents[slot];
            if (!_agents.HasChanged(slot, ref row))
                continue;
            Count(market, _agents.Before(slot), -1);
            Count(market, row, 1);
            if (!checks)
                _early.Keep(row);
            else if (row.Id != 0)
                _early.Look(market, own, _agents.Before(slot), row);
            _agents.Take(slot, ref row);
            if (checks && market.Agents.IsLive(slot))
                Invariants.CheckAgent(market, slot, At(ref _leasesOf, slot));
        }
    }

    private void Count(Market market, in AgentRow row, int sign)
    {
        _online += market.Agents.IsOnline(row) ? sign : 0;
        _busy += market.Agents.StatusOf(row) == AgentStatus.Busy ? sign : 0;
    }

    private static ref int At(ref int[] counts, int slot)
    {
        if (slot >= counts.Length)
            Array.Resize(ref counts, Math.Max(slot + 1, counts.Length * 2));
        return ref counts[slot];
    }
}
