namespace PhantomParadox.Hosting;

/// <summary>Pieces of work that are under way at once, each under its name. For one caller; the work itself may run anywhere.</summary>
internal sealed class Crew<TKey, TResult>
    where TKey : notnull
{
    private readonly Dictionary<TKey, Task<TResult>> _running = [];

    public int Count => _running.Count;

    public bool Has(TKey key) => _running.ContainsKey(key);

    public void Start(TKey key, Func<Task<TResult>> work) => _running.Add(key, work());

    /// <summary>Removes what has ended, whichever way.</summary>
    public List<(TKey Key, Task<TResult> Work)> Collect()
    {
        List<(TKey, Task<TResult>)> ended = [];
        foreach (var (key, work) in _running)
        {
            if (work.IsCompleted)
                ended.Add((key, work));
        }

        foreach (var (key, _) in ended)
            _running.Remove(key);
        return ended;
    }

    /// <summary>Waits until a piece of work has ended or the time is over, whichever comes first.</summary>
    public async Task WaitAsync(TimeSpan longest, TimeProvider time, CancellationToken cancellationToken)
    {
        var over = new TaskCompletionSource();
        using var timer = time.CreateTimer(static state => ((TaskCompletionSource)state!).TrySetResult(), over, longest, Timeout.InfiniteTimeSpan);
        using var stop = cancellationToken.UnsafeRegister(static state => ((TaskCompletionSource)state!).TrySetResult(), over);
        await Task.WhenAny([over.Task, .. _running.Values]).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
    }

    /// <summary>Waits until all have ended, whichever way.</summary>
    public async Task EndAsync() => await ((Task)Task.WhenAll(_running.Values)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
