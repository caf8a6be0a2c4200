using BenchmarkDotNet.Attributes;
using PhantomParadox.Benchmarks.Loads;

namespace PhantomParadox.Benchmarks;

/// <summary>Question: what does a job's whole life cost, in process and in memory, with more and more agents online?</summary>
[MemoryDiagnoser]
public class AssignmentLoopBenchmarks
{
    /// <summary>Lifecycles of one run, so that every row reads per lifecycle.</summary>
    private const int Lifecycles = 128 * 1_024;

    private LifecycleLoad _load = null!;

    /// <summary>Agents online.</summary>
    [Params(1_000, 100_000, 1_000_000)]
    public int Agents { get; set; }

    /// <summary>Starts the market; ended jobs stay in memory, as they do for an hour in a host.</summary>
    [GlobalSetup]
    public async Task SetUp() => _load = await LifecycleLoad.StartAsync(Agents, TimeSpan.FromHours(1));

    /// <summary>Stops it.</summary>
    [GlobalCleanup]
    public async Task CleanUp() => await _load.DisposeAsync();

    /// <summary>Posted, assigned, begun, completed, approved; 8 × 64 in flight, four answers of each awaited.</summary>
    [Benchmark(OperationsPerInvoke = Lifecycles)]
    public Task Lifecycle() => _load.RunAsync(Lifecycles);
}
