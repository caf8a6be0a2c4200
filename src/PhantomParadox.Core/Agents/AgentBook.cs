using PhantomParadox.Identity;
using PhantomParadox.Memory;

namespace PhantomParadox.Agents;

/// <summary>All agents the market knows, who of them is online, and what was counted.</summary>
internal sealed class AgentBook
{
    private readonly Table<AgentRow> _agents = new();
    private HashIndex _byId = new();
    private HashIndex _bySession = new();

    /// <summary>All agents, by registration.</summary>
    public OrdinalLog Log { get; } = new();

    /// <summary>Agents online, by the opening of their sessions.</summary>
    public OrdinalLog OnlineLog { get; } = new();

    /// <summary>Number of the present start; sessions of an older one are closed.</summary>
    public int Boot { get; private set; }

    public long Busy { get; private set; }

    public Int128 BytesRelayed { get; private set; }

    public long ReputationSum { get; private set; }

    public Handle Next => _agents.Next;

    public int Slots => _agents.Slots;

    public long Count => Log.Count;

    public long Online => OnlineLog.Count;

    public ref AgentRow this[int slot] => ref _agents[slot];

    public ref AgentRow this[Handle handle] => ref _agents[handle];

    public Handle HandleOf(int slot) => _agents.HandleOf(slot);

    public bool IsLive(int slot) => _agents.IsLive(slot);

    public bool IsLive(Handle agent) => _agents.IsLive(agent);

    public bool IsOnline(in AgentRow row) => row.Boot == Boot && row.Has(AgentFlags.SessionOpen);

    public AgentStatus StatusOf(in AgentRow row) =>
        !IsOnline(row) ? AgentStatus.Offline : row.Held >= row.Capacity ? AgentStatus.Busy : AgentStatus.Online;

    public bool TryFind(UInt128 id, out Handle agent)
    {
        var probe = _byId.Find(Uuid.Hash(id));
        while (probe.Next(out var slot))
        {
            if (_agents[slot].Id == id)
            {
                agent = _agents.HandleOf(slot);
                return true;
            }
        }
        agent = Handle.None;
        return false;
    }

    public bool TryFindSession(ulong session, out Handle agent)
    {
        var probe = _bySession.Find(SessionHash(session));
        while (probe.Next(out var slot))
        {
            if (_agents[slot].Session == session)
            {
                agent = _agents.HandleOf(slot);
                return true;
            }
        }
        agent = Handle.None;
        return false;
    }

    public ref AgentRow Register(in AgentRegistered happened, long at)
    {
        ref var row = ref _agents.Allocate(happened.Agent);
        row.Id = happened.Id;
        row.Wallet = happened.Wallet.Slot;
        row.Reputation = happened.Reputation;
        row.Shown = (byte)happened.Shown;
        row.JuryWeight = happened.JuryWeight;
        row.Set(AgentFlags.Bootstrap, happened.Bootstrap);
        row.RegisteredAt = at;
        row.Ordinal = Log.Append(happened.Agent.Slot);
        _byId.Add(Uuid.Hash(row.Id), happened.Agent.Slot);
        ReputationSum += happened.Shown;
        return ref row;
    }

    public void Remove(Handle agent)
    {
        ref var row = ref _agents[agent];
        Log.Remove(row.Ordinal);
        _byId.Remove(Uuid.Hash(row.Id), agent.Slot);
        ReputationSum -= row.Shown;
        BytesRelayed -= row.BytesRelayed;
        _agents.Free(agent);
    }

    /// <summary>Begins a start: nobody is online, whatever the rows say.</summary>
    public void BeginBoot(int boot)
    {
        Boot = boot;
        Busy = 0;
        _bySession = new HashIndex();
        OnlineLog.Clear();
    }

    public void OpenSession(Handle agent, ulong session, long at)
    {
        ref var row = ref _agents[agent];
        CloseSession(agent, at);
        row.Session = session;
        row.Boot = Boot;
        row.Set(AgentFlags.SessionOpen, true);
        row.ConnectedAt = row.LastSeen = at;
        row.OnlineOrdinal = OnlineLog.Append(agent.Slot);
        _bySession.Add(SessionHash(session), agent.Slot);
        CountBusy(row, 1);
    }

    public void CloseSession(Handle agent, long lastSeen)
    {
        ref var row = ref _agents[agent];
        if (IsOnline(row))
        {
            CountBusy(row, -1);
            OnlineLog.Remove(row.OnlineOrdinal);
            _bySession.Remove(SessionHash(row.Session), agent.Slot);
        }
        row.Session = 0;
        row.OnlineOrdinal = 0;
        row.Set(AgentFlags.SessionOpen, false);
        row.LastSeen = lastSeen;
    }

    /// <summary>Counts an agent as busy, or no longer, around a change of what it holds or may hold.</summary>
    public void CountBusy(in AgentRow row, int change)
    {
        if (StatusOf(row) == AgentStatus.Busy)
            Busy += change;
    }

    public void SetBytesRelayed(ref AgentRow row, long bytes)
    {
        BytesRelayed += bytes - row.BytesRelayed;
        row.BytesRelayed = bytes;
    }

    public void SetReputation(ref AgentRow row, in ReputationState reputation, int shown)
    {
        ReputationSum += shown - row.Shown;
        row.Reputation = reputation;
        row.Shown = (byte)shown;
    }

    public void Save(StateWriter writer)
    {
        writer.Section("agents", 2);
        _agents.Save(writer);
        Log.Save(writer);
        OnlineLog.Save(writer);
        writer.Write<long>([Boot, Busy, ReputationSum]);
        writer.Write<Int128>([BytesRelayed]);
    }

    public void Load(StateReader reader)
    {
        reader.Section("agents", 2, oldest: 2);
        _agents.Load(reader);
        Log.Load(reader);
        OnlineLog.Load(reader);
        Boot = reader.ReadCount(int.MaxValue);
        Busy = reader.Read();
        ReputationSum = reader.Read();
        BytesRelayed = reader.ReadWide();
        _byId = new HashIndex();
        foreach (var slot in _agents.LiveSlots(reader))
            _byId.Add(Uuid.Hash(_agents[slot].Id), slot);
        IndexSessions(reader);
    }

    // In the order in which they were opened: of equal numbers the newest is found.
    private void IndexSessions(StateReader reader)
    {
        Column<int> slots = new();
        var budget = int.MaxValue;
        for (var at = OnlineLog.PreviousLive(long.MaxValue, ref budget); at > 0; at = OnlineLog.PreviousLive(at, ref budget))
        {
            reader.Step(slots.Count);
            slots[slots.Append()] = OnlineLog.SlotAt(at);
            budget = int.MaxValue;
        }
        _bySession = new HashIndex();
        for (var index = slots.Count - 1; index >= 0; index--)
        {
            reader.Step(index);
            _bySession.Add(SessionHash(_agents[slots[index]].Session), slots[index]);
        }
    }

    // Session numbers are small and regular; the finalizer of SplitMix64 spreads them.
    private static ulong SessionHash(ulong session)
    {
        session = (session ^ (session >> 30)) * 0xBF58476D1CE4E5B9;
        session = (session ^ (session >> 27)) * 0x94D049BB133111EB;
        return session ^ (session >> 31);
    }
}
