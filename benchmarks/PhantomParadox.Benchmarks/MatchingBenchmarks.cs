using BenchmarkDotNet.Attributes;
using PhantomParadox.Benchmarks.Loads;
using PhantomParadox.Scheduling;

namespace PhantomParadox.Benchmarks;

/// <summary>Question: what does a decision cost, an agent found and taken and another given back, whatever the agents offer?</summary>
[MemoryDiagnoser]
public class MatchingBenchmarks
{
    private const int Pairs = 256 * 1_024;

    private Traffic _traffic = null!;

    /// <summary>Agents in the market.</summary>
    [Params(1_000, 100_000, 1_000_000)]
    public int Agents { get; set; }

    /// <summary>Whether every agent offers another bandwidth and jobs ask for many; otherwise there are ten classes.</summary>
    [Params(false, true)]
    public bool Adversarial { get; set; }

    /// <summary>Fills the index.</summary>
    [GlobalSetup]
    public void SetUp() => _traffic = new Traffic(Agents, Adversarial);

    /// <summary>The market's index: capability, bandwidth, reputation, and ties in the order of waiting.</summary>
    [Benchmark(OperationsPerInvoke = Pairs)]
    public int AssignAndRelease()
    {
        _traffic.Run(Pairs);
        return _traffic.Missed;
    }
}

/// <summary>Question: what does the plain way cost, looking at every agent and sorting those that fit?</summary>
[MemoryDiagnoser]
public class ScanAndSortBenchmarks
{
    private const int Pairs = 4 * 1_024;

    private ScanAndSort _agents = null!;

    /// <summary>Agents in the market.</summary>
    [Params(1_000)]
    public int Agents { get; set; }

    /// <summary>Fills the list.</summary>
    [GlobalSetup]
    public void SetUp() => _agents = new ScanAndSort(Agents);

    /// <summary>Scan and sort.</summary>
    [Benchmark(OperationsPerInvoke = Pairs)]
    public int AssignAndRelease() => _agents.Run(Pairs);
}
