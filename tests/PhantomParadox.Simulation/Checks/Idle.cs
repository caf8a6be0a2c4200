namespace PhantomParadox.Simulation.Checks;

/// <summary>P9: where the market has nothing to do, no agent stands idle while a job waits that it can take.</summary>
internal static class Idle
{
    public static void Look(Market market)
    {
        if (market.Index.JobCount == 0)
            return;
        for (var slot = 0; slot < market.Agents.Slots; slot++)
        {
            if (!market.Agents.IsLive(slot) || !market.Index.HasAgent(slot))
                continue;
            ref var row = ref market.Agents[slot];
            Check.That(
                market.Index.FindJob(row.CapabilitySet - 1, row.Shown, row.MaxBandwidth, slot, row.Operator) < 0,
                "An agent is idle, and a job waits that it can take.");
        }
    }
}
