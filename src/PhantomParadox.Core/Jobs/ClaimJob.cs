using PhantomParadox.Agents;
using PhantomParadox.Memory;

namespace PhantomParadox.Jobs;

/// <summary>An agent takes a pending job by its own choice.</summary>
internal sealed class ClaimJob(JobId job, string wallet, ReadOnlyMemory<byte> nonce, ReadBack readBack) : JobCommand(job, readBack)
{
    protected override void Decide(Decision decision, Handle handle, ref JobRow row)
    {
        var market = decision.Market;
        if (!market.Wallets.TryFind(wallet, out var caller) || market.Wallets[caller].Agent == 0)
        {
            Refuse(RefusalCode.AgentUnknown, "This wallet has never sent a heartbeat.");
            return;
        }
        var slot = market.Wallets[caller].Agent - 1;
        ref var agent = ref market.Agents[slot];
        if (row.Status != JobStatus.Pending)
            RefuseTaken(row);
        else if (row.Has(JobFlags.AwaitsDeposit))
            Refuse(RefusalCode.InvalidState, "The job waits for its deposit.");
        else if (!market.Agents.IsOnline(agent))
            Refuse(RefusalCode.AgentOffline, "The agent is offline.");
        else if (agent.Held >= agent.Capacity)
            Refuse(RefusalCode.AgentBusy, "The agent works on as many jobs as it can.");
        else if (Unmet(market, row, agent, slot) is { } requirement)
            Refuse(RefusalCode.RequirementsNotMet, $"The agent doesn't meet the job's {requirement}.");
        if (Refusal is not null)
            return;
        Assignment.Emit(decision, handle, row.Attempt + 1, slot, claimed: true, nonce.Span);
        StartTimeouts.Forgive(decision, slot);
    }

    private void RefuseTaken(in JobRow row)
    {
        if (row.IsLeased)
            Refuse(RefusalCode.AlreadyClaimed, "Another agent has the job.");
        else if (row.Failure == JobFailure.DeadlineExceeded)
            Refuse(RefusalCode.DeadlineExceeded, "The job's deadline has passed.");
        else
            Refuse(RefusalCode.InvalidState, $"The job is {row.Status.ToString().ToLowerInvariant()}.");
    }

    private static string? Unmet(Market market, in JobRow row, in AgentRow agent, int slot)
    {
        if (agent.Shown < market.Index.MinReputationOf(row.Class))
            return "minReputation";
        if (agent.MaxBandwidth >= 0 && agent.MaxBandwidth < market.Index.MinBandwidthOf(row.Class))
            return "minBandwidth";
        var offered = market.Index.CapabilitiesOf(agent.CapabilitySet - 1);
        foreach (var capability in market.Index.CapabilitiesOfClass(row.Class))
        {
            if (capability != (int)row.Type && !offered.Contains(capability))
                return "capabilities";
        }
        var excluded = market.Jobs.ExtrasOf(row).ExcludedAgent - 1;
        if (excluded < 0)
            return null;
        var isSameOperator = agent.Operator != 0 && agent.Operator == market.Agents[excluded].Operator;
        return excluded == slot || isSameOperator ? "retry by another agent" : null;
    }
}
