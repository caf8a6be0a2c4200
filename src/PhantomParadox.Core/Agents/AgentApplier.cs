using PhantomParadox.Journal;
using PhantomParadox.Memory;

namespace PhantomParadox.Agents;

/// <summary>Applies the events of wallets and agents.</summary>
internal sealed class AgentApplier(Market market)
{
    private const int MostCapabilities = 32;

    private readonly AgentBook _agents = market.Agents;

    public void Apply(scoped ref FrameReader reader, long at)
    {
        switch (reader.Tag)
        {
            case EventTag.WalletRegistered:
                RegisterWallet(ref reader);
                break;
            case EventTag.AgentRegistered:
                Register(ref reader, at);
                break;
            case EventTag.ProfileChanged:
                ChangeProfile(ref reader);
                break;
            case EventTag.SessionOpened:
                Apply(reader.Read<SessionOpened>(), at);
                break;
            case EventTag.SessionClosed:
                Apply(reader.Read<SessionClosed>());
                break;
            case EventTag.SessionsSwept:
                Apply(reader.Read<SessionsSwept>());
                break;
            case EventTag.AgentForgotten:
                Apply(reader.Read<AgentForgotten>());
                break;
            case EventTag.ReputationChanged:
                ChangeReputation(ref reader);
                break;
            case EventTag.CooldownEnded:
                var rested = reader.Read<CooldownEnded>().Agent;
                ref var row = ref _agents[rested];
                row.CooldownEnds = 0;
                market.Work.SetAgentTimer(rested.Slot, 0);
                market.Pool.Refresh(market, rested.Slot, row);
                break;
            case EventTag.StartTimeoutsCounted:
                Apply(reader.Read<StartTimeoutsCounted>());
                break;
            default:
                throw UnknownEvent.At(reader.Position, reader.Tag);
        }
    }

    // Events that hold spans are read by what applies them: room for all of them in one method would be cleared for each event.
    private void RegisterWallet(scoped ref FrameReader reader)
    {
        var happened = reader.Read<WalletRegistered>();
        market.Wallets.Register(happened.Wallet, happened.Text.Utf8);
    }

    private void Register(scoped ref FrameReader reader, long at)
    {
        var happened = reader.Read<AgentRegistered>();
        _agents.Register(happened, at);
        market.Wallets[happened.Wallet].Agent = happened.Agent.Slot + 1;
    }

    private void ChangeProfile(scoped ref FrameReader reader)
    {
        var happened = reader.Read<ProfileChanged>();
        ref var row = ref _agents[happened.Agent];
        var score = row.Score;
        ReleaseProfile(ref row);

        Span<int> capabilities = stackalloc int[MostCapabilities];
        var count = 0;
        foreach (var text in happened.Capabilities)
            capabilities[count++] = market.Texts.Acquire(text);
        capabilities = capabilities[..count];
        capabilities.Sort();
        foreach (var capability in capabilities)
            market.Texts.CountCapability(capability, 1);
        row.CapabilitySet = market.Index.AcquireSet(capabilities) + 1;
        row.Platform = market.Texts.Acquire(happened.Platform.Utf8);
        market.Texts.CountPlatform(row.Platform, 1);
        row.Operator = market.Texts.Acquire(happened.Operator.Utf8);
        row.Version = market.Blobs.Store(happened.Version.Utf8);
        row.MaxBandwidth = happened.MaxBandwidth;
        row.DailyDataCap = happened.DailyDataCap;
        _agents.CountBusy(row, -1);
        row.Capacity = (byte)happened.Capacity;
        _agents.CountBusy(row, 1);
        row.Set(AgentFlags.Acknowledges, happened.Acknowledges);
        row.Score = (byte)happened.Score;
        _agents.SetBytesRelayed(ref row, happened.BytesRelayed);
        Refresh(happened.Agent, ref row, score, toTail: false);
    }

    private void Apply(in SessionOpened happened, long at)
    {
        _agents.OpenSession(happened.Agent, happened.Session, at);
        ref var row = ref _agents[happened.Agent];
        market.Work.SetAgentTimer(happened.Agent.Slot, row.CooldownEnds);
        Refresh(happened.Agent, ref row, row.Score, toTail: true);
    }

    private void Apply(in SessionClosed happened)
    {
        _agents.CloseSession(happened.Agent, happened.LastSeen);
        market.Index.RemoveAgent(happened.Agent.Slot);
        market.Pool.Refresh(market, happened.Agent.Slot, _agents[happened.Agent]);
        market.Work.SetAgentTimer(happened.Agent.Slot, Math.Max(happened.LeasesEnd, happened.ForgottenAt));
    }

    private void Apply(in SessionsSwept happened)
    {
        var end = Math.Min(happened.From + happened.Count, _agents.Slots);
        for (var slot = happened.From; slot < end; slot++)
        {
            if (!_agents.IsLive(slot))
                continue;
            ref var row = ref _agents[slot];
            if (_agents.IsOnline(row))
                continue;
            row.Session = 0;
            row.OnlineOrdinal = 0;
            row.Set(AgentFlags.SessionOpen, false);
            if (row.Held > 0)
                market.Work.SetAgentTimer(slot, happened.LeasesEnd);
            else if (!row.Has(AgentFlags.HasHistory))
                market.Work.SetAgentTimer(slot, happened.ForgottenAt);
            else
                market.Work.SetAgentTimer(slot, 0);
        }
        market.Work.SweptTo(end);
    }

    private void Apply(in AgentForgotten happened)
    {
        ref var row = ref _agents[happened.Agent];
        var wallet = row.Wallet;
        market.Work.SetAgentTimer(happened.Agent.Slot, 0);
        ReleaseProfile(ref row);
        market.Pool.Remove(happened.Agent.Slot);
        _agents.Remove(happened.Agent);
        market.Wallets[wallet].Agent = 0;
        market.Wallets.ForgetIfUnused(wallet);
    }

    // The one of them that nearly every job has: it is read by what applies it, so that nothing is cleared or copied on the way.
    private void ChangeReputation(scoped ref FrameReader reader)
    {
        var happened = reader.Read<ReputationChanged>();
        ref var row = ref _agents[happened.Agent];
        var (score, shown) = (row.Score, row.Shown);
        _agents.SetReputation(ref row, happened.Reputation, happened.Shown);
        row.Score = (byte)happened.Score;
        row.JuryWeight = happened.JuryWeight;
        if (!happened.CreditedBy.IsNone)
        {
            market.Wallets[happened.CreditedBy].HasCredited = true;
            market.Credits.Add(
                happened.Agent.Slot, happened.Agent.Generation, happened.CreditedBy.Slot, happened.Reputation.Day,
                happened.Job.IsNone ? 0 : market.Jobs[happened.Job].Id, market.Court.Waits);
        }
        // Mostly too little to see: then it stays where it stands in the line.
        if (row.Score != score || row.Shown != shown)
        {
            Refresh(happened.Agent, ref row, score, toTail: false);
            return;
        }
        market.Pool.Refresh(market, happened.Agent.Slot, row);
        if (market.Index.HasAgent(happened.Agent.Slot))
            market.Work.FollowWithAgent(happened.Agent);
    }

    private void Apply(in StartTimeoutsCounted happened)
    {
        ref var row = ref _agents[happened.Agent];
        row.StartTimeouts = happened.Count;
        row.Set(AgentFlags.AssignmentPaused, happened.Paused);
        Refresh(happened.Agent, ref row, row.Score, toTail: false);
    }

    private void Refresh(Handle agent, ref AgentRow row, int previousScore, bool toTail)
    {
        if (IdleAgents.Refresh(market, agent.Slot, ref row, previousScore, toTail))
            market.Work.FollowWithAgent(agent);
    }

    private void ReleaseProfile(ref AgentRow row)
    {
        if (row.CapabilitySet == 0)
            return;
        foreach (var capability in market.Index.CapabilitiesOf(row.CapabilitySet - 1))
        {
            market.Texts.CountCapability(capability, -1);
            market.Texts.Release(capability);
        }
        market.Index.ReleaseSet(row.CapabilitySet - 1);
        row.CapabilitySet = 0;
        market.Texts.CountPlatform(row.Platform, -1);
        market.Texts.Release(row.Platform);
        market.Texts.Release(row.Operator);
        market.Blobs.Free(row.Version);
        row.Version = BlobRef.None;
    }
}
