using PhantomParadox.LoadTest.Measuring;

namespace PhantomParadox.LoadTest.Loads;

/// <summary>Many buyers that do nothing but post jobs, each as soon as its last one was answered.</summary>
/// <param name="Connections">Buyers, one connection each.</param>
/// <param name="MostRequests">Jobs that are posted at most, over all connections.</param>
/// <param name="WarmUp">Time before counting starts.</param>
/// <param name="Duration">Time that is counted.</param>
internal sealed record PostLoad(int Connections, int MostRequests, TimeSpan WarmUp, TimeSpan Duration)
{
    /// <exception cref="LoadTestException">A job was refused or not answered.</exception>
    public async Task<(Rate Rate, Latencies.Summary Latencies)> RunAsync(LoopbackTarget target)
    {
        var connections = new List<PostConnection>(Connections);
        try
        {
            while (connections.Count < Connections)
                connections.Add(new PostConnection(target, MostRequests / Connections));
            var rate = await CountedRun.RunAsync(
                stop => connections.ConvertAll(connection => connection.RunAsync(stop)),
                () => connections.Sum(connection => connection.Answered),
                WarmUp,
                Duration);
            return (rate, Latencies.Summarise(connections.Select(connection => connection.Latencies)));
        }
        finally
        {
            foreach (var connection in connections)
                connection.Dispose();
        }
    }
}
