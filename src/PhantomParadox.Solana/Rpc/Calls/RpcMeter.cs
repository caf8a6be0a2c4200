using System.Diagnostics.Metrics;
using PhantomParadox.Hosting;

namespace PhantomParadox.Solana;

/// <summary>What is asked of nodes, counted on the market's own meter. Nodes are named by scheme, host and port.</summary>
internal static class RpcMeter
{
    private const string Answered = "Answered";

    private static readonly Meter Meter = new(PhantomParadoxDiagnostics.MeterName);

    private static readonly Counter<long> Requests = Meter.CreateCounter<long>(
        "phantomparadox.solana.requests", "{request}", "Requests that went to nodes, each try for itself, by method, node and outcome.");

    private static readonly Counter<long> Retries =
        Meter.CreateCounter<long>("phantomparadox.solana.retries", "{request}", "Requests that were asked again after a failure, by method and node.");

    private static readonly Histogram<double> Durations =
        Meter.CreateHistogram<double>("phantomparadox.solana.request.duration", "s", "How long nodes took to answer, by method and node.");

    /// <summary>A request has ended.</summary>
    /// <param name="failure">What it failed with; null where it was answered.</param>
    public static void Ended(string method, string node, RpcErrorKind? failure, TimeSpan took)
    {
        Requests.Add(1, new("method", method), new("node", node), new("outcome", failure?.ToString() ?? Answered));
        Durations.Record(took.TotalSeconds, new("method", method), new("node", node));
    }

    /// <summary>A request is asked again, of this node.</summary>
    public static void Again(string method, string node) => Retries.Add(1, new("method", method), new("node", node));
}
