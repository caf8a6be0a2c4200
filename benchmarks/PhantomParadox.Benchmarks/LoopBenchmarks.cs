using BenchmarkDotNet.Attributes;
using PhantomParadox.Benchmarks.Loads;

namespace PhantomParadox.Benchmarks;

/// <summary>
/// Question: what does the market's loop (a command, its decision, an event of 200 bytes, its journal, the reply) cost beside a bare
/// channel through which requests are answered?
/// </summary>
[MemoryDiagnoser]
public class LoopBenchmarks
{
    private const int Callers = 8;
    private const int InFlight = 64;
    private const int Rounds = 512;
    private const int Commands = Callers * InFlight * Rounds;

    private BareLoop _bare = null!;
    private CountingLoop _market = null!;

    /// <summary>Starts both.</summary>
    [GlobalSetup]
    public async Task SetUp()
    {
        _bare = new BareLoop();
        _market = await CountingLoop.StartAsync();
    }

    /// <summary>Stops both.</summary>
    [GlobalCleanup]
    public async Task CleanUp()
    {
        await _bare.DisposeAsync();
        await _market.DisposeAsync();
    }

    /// <summary>Request and reply through a channel with one reader.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = Commands)]
    public Task BareChannel() => CallAsync(() => _bare.AskAsync());

    /// <summary>The same through the market's loop.</summary>
    [Benchmark(OperationsPerInvoke = Commands)]
    public Task MarketLoop() => CallAsync(() => _market.AskAsync());

    private static Task CallAsync<T>(Func<ValueTask<T>> ask) => Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => Task.Run(async () =>
    {
        var answers = new ValueTask<T>[InFlight];
        for (var round = 0; round < Rounds; round++)
        {
            for (var i = 0; i < InFlight; i++)
                answers[i] = ask();
            foreach (var answer in answers)
                await answer;
        }
    })));
}
