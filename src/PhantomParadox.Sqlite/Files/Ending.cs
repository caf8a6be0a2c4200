namespace PhantomParadox.Sqlite.Files;

/// <summary>How work that somebody awaits ends without a result.</summary>
internal static class Ending
{
    /// <summary>Ends a task by what its work threw: cancelled, or failed.</summary>
    public static void EndBy<T>(this TaskCompletionSource<T> done, Exception thrown)
    {
        if (thrown is OperationCanceledException cancelled)
            done.SetCanceled(cancelled.CancellationToken);
        else
            done.SetException(thrown);
    }
}
