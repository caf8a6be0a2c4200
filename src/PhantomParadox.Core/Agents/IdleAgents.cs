namespace PhantomParadox.Agents;

/// <summary>Keeps the matching index true to the agents: whoever is online, has a free slot and isn't paused stands in it.</summary>
internal static class IdleAgents
{
    /// <summary>Brings an agent's entry up to date after something about it changed.</summary>
    /// <param name="market">The market.</param>
    /// <param name="slot">The agent.</param>
    /// <param name="row">Its row.</param>
    /// <param name="previousScore">Its score before; in the same bucket it keeps its place in the line.</param>
    /// <param name="toTail">Whether it joins the line at the end in any case.</param>
    /// <returns>Whether it stands in the index now.</returns>
    public static bool Refresh(Market market, int slot, ref AgentRow row, int previousScore, bool toTail)
    {
        var waited = market.Index.RemoveAgent(slot);
        market.Pool.Refresh(market, slot, row);
        if (market.Agents.StatusOf(row) != AgentStatus.Online || row.Has(AgentFlags.AssignmentPaused))
            return false;
        var width = market.Options.Scheduling.BucketWidth;
        if (toTail || !waited || previousScore / width != row.Score / width)
            row.WaitOrder = market.NextWaitOrder();
        market.Index.AddAgent(slot, row.CapabilitySet - 1, row.Score, row.Shown, row.MaxBandwidth, row.Operator, row.WaitOrder);
        return true;
    }
}
