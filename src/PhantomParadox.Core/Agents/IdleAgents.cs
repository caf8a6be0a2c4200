namespace PhantomParadox.Agents;

/// <summary>Keeps the matching index true to the agents: whoever is online, has a free slot and isn't paused stands in it.</summary>
internal static class IdleAgents
{
    /// <summary>Brings an agent's entry up to date after something about it changed.</summary>
    /// <param name="market">The market.</param>
    /// <param name="slot">The agent.</param>
    /// <param name="previousScore">Its score before; in the same bucket it keeps its place in the line.</param>
    /// <param name="toTail">Whether it joins the line at the end in any case.</param>
    public static void Refresh(Market market, int slot, int previousScore, bool toTail)
    {
        var agents = market.Agents;
        ref var row = ref agents[slot];
        var waited = market.Index.HasAgent(slot);
        if (waited)
            market.Index.RemoveAgent(slot);
        market.Pool.Refresh(market, slot);
        if (!agents.IsOnline(row) || row.Held >= row.Capacity || row.Has(AgentFlags.AssignmentPaused))
            return;
        var width = market.Options.Scheduling.BucketWidth;
        if (toTail || !waited || previousScore / width != row.Score / width)
            row.WaitOrder = market.NextWaitOrder();
        market.Index.AddAgent(slot, row.CapabilitySet - 1, row.Score, row.Shown, row.MaxBandwidth, row.Operator, row.WaitOrder);
    }
}
