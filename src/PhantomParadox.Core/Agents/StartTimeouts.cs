using PhantomParadox.Memory;

namespace PhantomParadox.Agents;

/// <summary>Counts the starts that an agent lets time out: a page that only listens isn't given work for ever.</summary>
internal static class StartTimeouts
{
    /// <summary>One more.</summary>
    public static void Count(Decision decision, Handle agent)
    {
        var count = decision.Market.Agents[agent].StartTimeouts + 1;
        decision.Emit(new StartTimeoutsCounted(agent, count, count >= decision.Market.Options.Agents.MaxStartTimeouts));
    }

    /// <summary>The agent has shown that it works.</summary>
    public static void Forgive(Decision decision, int agent)
    {
        var agents = decision.Market.Agents;
        if (agents[agent].StartTimeouts > 0)
            decision.Emit(new StartTimeoutsCounted(agents.HandleOf(agent), 0, Paused: false));
    }
}
