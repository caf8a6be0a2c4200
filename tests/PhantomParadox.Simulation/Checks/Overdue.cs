using PhantomParadox.Jobs;
using PhantomParadox.Testing.Running;

namespace PhantomParadox.Simulation.Checks;

/// <summary>P9: where the market has nothing to do, no deadline has passed and is still open.</summary>
internal static class Overdue
{
    // The market counts in whole milliseconds, and winds up old sessions in several turns.
    private const long Slack = 1_000;

    public static void Check(SimulatedHost host, long bootTime)
    {
        if (host.HasWork)
            return;
        var market = host.State;
        Idle.Look(market);
        var (now, options) = (market.ToMarketTime(host.Now), market.Options);
        for (var slot = 0; slot < market.Jobs.Slots; slot++)
        {
            if (!market.Jobs.IsLive(slot))
                continue;
            ref var row = ref market.Jobs[slot];
            var due = row.Status switch
            {
                // One that waits for its retry is looked at then.
                JobStatus.Pending when row.Has(JobFlags.Queued) => row.WaitsUntil,
                JobStatus.Assigned or JobStatus.InProgress when row.Has(JobFlags.CancelRequested) => long.MaxValue,
                JobStatus.Assigned => row.Since + (long)options.Jobs.StartTimeout.TotalMilliseconds,
                JobStatus.InProgress => row.Since + (long)options.Jobs.MaxRuntime.TotalMilliseconds,
                JobStatus.Completed when row.Phase != JobPhase.Ended => row.WaitsUntil,
                _ => long.MaxValue,
            };
            Checks.Check.That(due > now - Slack, $"A job that is {row.Status} should have gone on {now - due} ms ago.");
            if (row.IsLeased)
                CheckLease(market, market.Agents[row.Agent - 1], host.Now, bootTime);
        }
    }

    // After a stop, an agent has its whole time to come back.
    private static void CheckLease(Market market, in Agents.AgentRow agent, long now, long bootTime)
    {
        var silent = now - Math.Max(agent.LastSeen, bootTime);
        Checks.Check.That(
            market.Agents.IsOnline(agent) || silent < (long)market.Options.Agents.HeartbeatTimeout.TotalMilliseconds + Slack,
            $"An agent that has been gone for {silent} ms still holds a job.");
    }
}
