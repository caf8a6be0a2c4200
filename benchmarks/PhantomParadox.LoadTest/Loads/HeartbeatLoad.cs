using PhantomParadox.LoadTest.Measuring;

namespace PhantomParadox.LoadTest.Loads;

/// <summary>Many agents that do nothing but send heartbeats, each as soon as an earlier one was answered.</summary>
/// <param name="Sockets">Agents, one socket each.</param>
/// <param name="InFlight">Unanswered heartbeats of one agent.</param>
/// <param name="WarmUp">Time before counting starts.</param>
/// <param name="Duration">Time that is counted.</param>
internal sealed record HeartbeatLoad(int Sockets, int InFlight, TimeSpan WarmUp, TimeSpan Duration)
{
    /// <exception cref="LoadTestException">A heartbeat was refused or not answered.</exception>
    public async Task<Rate> RunAsync(LoopbackTarget target)
    {
        var connections = new List<HeartbeatConnection>(Sockets);
        try
        {
            while (connections.Count < Sockets)
                connections.Add(new HeartbeatConnection(target, InFlight));
            return await CountedRun.RunAsync(
                stop => connections.ConvertAll(connection => connection.RunAsync(stop)),
                () => connections.Sum(connection => connection.Answered),
                WarmUp,
                Duration);
        }
        finally
        {
            foreach (var connection in connections)
                connection.Dispose();
        }
    }
}
