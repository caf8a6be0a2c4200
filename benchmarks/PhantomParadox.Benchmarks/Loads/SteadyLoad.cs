using System.Collections.Concurrent;
using System.Diagnostics;

namespace PhantomParadox.Benchmarks.Loads;

/// <summary>Commands at a fixed pace, whether or not the ones before are answered: jobs that nobody can take, each posted and then cancelled.</summary>
internal sealed class SteadyLoad(LocalMarket market, int perSecond)
{
    private readonly JobSpec _post = new Cast(0, 1).SpecOf(0) with { Requirements = new JobRequirements { MinBandwidth = Cast.NobodysBandwidth } };
    private readonly ConcurrentQueue<JobId> _posted = new();
    private ConcurrentQueue<Timed> _timed = new();
    private int _waiting;

    /// <summary>Sends commands until it is told to end, and waits for their answers.</summary>
    /// <returns>When each began and how long it took.</returns>
    public async Task<List<Timed>> RunAsync(Func<bool> goesOn) => await Task.Factory.StartNew(() => Run(goesOn), TaskCreationOptions.LongRunning);

    private List<Timed> Run(Func<bool> goesOn)
    {
        var timed = _timed = new ConcurrentQueue<Timed>();
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
        return [.. timed];
    }

    private async Task SendAsync()
    {
        var began = Stopwatch.GetTimestamp();
        if (_posted.TryDequeue(out var job))
            _ = (await market.CancelJobAsync(job, _post.Buyer)).Value;
        else
            _posted.Enqueue((await market.PostJobAsync(_post)).Value.Id);
        _timed.Enqueue(new Timed(began, Stopwatch.GetTimestamp() - began));
        Interlocked.Decrement(ref _waiting);
    }
}

/// <summary>One command.</summary>
/// <param name="Began">When it was sent, in ticks of <see cref="Stopwatch"/>.</param>
/// <param name="Ticks">Ticks until it was answered.</param>
internal readonly record struct Timed(long Began, long Ticks);
