namespace PhantomParadox.Engine;

/// <summary>Waits on a thread that is there for nothing else: a state is loaded and saved by code that knows no tasks.</summary>
internal static class Blocking
{
    public static bool MoveNext<T>(IAsyncEnumerator<T> items)
    {
        var moved = items.MoveNextAsync();
        return moved.IsCompletedSuccessfully ? moved.Result : moved.AsTask().GetAwaiter().GetResult();
    }

    public static T Wait<T>(ValueTask<T> task) => task.IsCompletedSuccessfully ? task.Result : task.AsTask().GetAwaiter().GetResult();

    public static void Wait(ValueTask task)
    {
        if (!task.IsCompletedSuccessfully)
            task.AsTask().GetAwaiter().GetResult();
    }

    /// <summary>Runs work on a thread of its own.</summary>
    public static Task<T> RunAsync<T>(Func<T> work) => Task.Factory.StartNew(
        work, CancellationToken.None, TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach, TaskScheduler.Default);

    /// <summary>Runs work on a thread of its own that stands behind others.</summary>
    public static Task<T> RunBehindAsync<T>(Func<T> work) => RunAsync(() =>
    {
        Niceness.Lower();
        return work();
    });
}
