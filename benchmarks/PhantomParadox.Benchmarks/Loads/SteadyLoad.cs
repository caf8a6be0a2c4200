using System.Collections.Concurrent;
using System.Diagnostics;

namespace PhantomParadox.Benchmarks.Loads;

/// <summary>Commands at a fixed pace, whether or not the ones before are answered: jobs that nobody can take, each posted and then cancelled.</summary>
internal sealed class SteadyLoad(LocalMarket market, int perSecond)
{
    private readonly JobSpec _post = new Cast(0, 1).SpecOf(0) with { Requirements = new JobRequirements { MinBandwidth = Cast.NobodysBandwidth } };
    private readonly ConcurrentQueue<JobId> _posted = new();
    private ConcurrentQueue<long> _ticks = new();
    private int _waiting;

    /// <summary>Sends commands until it is told to end, and waits for their answers.</summary>
    /// <returns>How long each took, in ticks of <see cref="Stopwatch"/>.</returns>
    public async Task<List<long>> RunAsync(Func<bool> goesOn) => await Task.Factory.StartNew(() => Run(goesOn), TaskCreationOptions.LongRunning);

    private List<long> Run(Func<bool> goesOn)
    {
        var ticks = _ticks = new ConcurrentQueue<long>();
        var began = Stopwatch.GetTimestamp();
        for (var sent = 0L; goesOn();)
        {
            for (var due = (long)(Stopwatch.GetElapsedTime(began).TotalSeconds * perSecond); sent < due; sent++)
            {
                Interlocked.Increment(ref _waiting);
                _ = Task.Run(SendAsync);
            }

            Thread.Sleep(1);
        }

        while (Volatile.Read(ref _waiting) > 0)
            Thread.Sleep(1);
        return [.. ticks];
    }

    private async Task SendAsync()
    {
        var began = Stopwatch.GetTimestamp();
        if (_posted.TryDequeue(out var job))
            _ = (await market.CancelJobAsync(job, _post.Buyer)).Value;
        else
            _posted.Enqueue((await market.PostJobAsync(_post)).Value.Id);
        _ticks.Enqueue(Stopwatch.GetTimestamp() - began);
        Interlocked.Decrement(ref _waiting);
    }
}
