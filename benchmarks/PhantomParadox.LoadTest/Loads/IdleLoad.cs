using PhantomParadox.LoadTest.Measuring;
using PhantomParadox.LoadTest.Wire;

namespace PhantomParadox.LoadTest.Loads;

/// <summary>What connected agents that say nothing cost a host in resident memory.</summary>
/// <param name="Sockets">Agents, one socket each; each sends one heartbeat.</param>
/// <param name="WarmUp">Agents that connect before and stay: what the host needs once, compiled code above all, is not counted, and no
/// memory that they gave back is used again.</param>
/// <param name="Settle">Time that the host is given before its memory is read: longer than the garbage of the handshakes lives, and
/// shorter than a host waits for the answer to a ping.</param>
internal sealed record IdleLoad(int Sockets, int WarmUp, TimeSpan Settle)
{
    /// <returns>Bytes per agent.</returns>
    public double Run(LoopbackTarget target, int processId)
    {
        var agents = Connect(target, WarmUp);
        Thread.Sleep(Settle);
        var before = ResidentMemory.Of(processId);

        agents.AddRange(Connect(target, Sockets));
        Thread.Sleep(Settle);
        var after = ResidentMemory.Of(processId);
        foreach (var agent in agents)
            agent.Dispose();
        return (double)(after - before) / Sockets;
    }

    private static List<AgentSocket> Connect(LoopbackTarget target, int count)
    {
        var agents = new List<AgentSocket>(count);
        while (agents.Count < count)
        {
            var agent = new AgentSocket(target);
            agents.Add(agent);
            agent.Send(Messages.Heartbeat(Messages.NewWallet(), "load-test", capacity: 1));
            agent.Receive("\"heartbeat_ack\""u8);
        }

        return agents;
    }
}
