using System.Diagnostics;

namespace PhantomParadox.Sqlite.Files;

/// <summary>Long work beside other work: a step at a time, with rests in between.</summary>
/// <param name="step">One step; false where there was nothing left.</param>
/// <param name="cancellationToken">Ends it between steps.</param>
internal sealed class Steps(Func<bool> step, CancellationToken cancellationToken)
{
    private readonly TaskCompletionSource<bool> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _ended = Stopwatch.GetTimestamp();
    private TimeSpan _rest;

    /// <summary>Ends with the last step.</summary>
    public Task Task => _done.Task;

    /// <summary>Whole milliseconds until the next step is due: who waits for less waits not at all.</summary>
    public int Left() => (int)Math.Ceiling(Math.Max((_rest - Stopwatch.GetElapsedTime(_ended)).TotalMilliseconds, 0));

    /// <summary>Does a step; false where it was the last.</summary>
    public bool Run()
    {
        try
        {
            cancellationToken.ThrowIfCancellationRequested();
            var began = Stopwatch.GetTimestamp();
            if (step())
            {
                _ended = Stopwatch.GetTimestamp();
                _rest = Rest.After(Stopwatch.GetElapsedTime(began, _ended));
                return true;
            }

            _done.SetResult(true);
        }
#pragma warning disable CA1031 // It is the caller's.
        catch (Exception error)
#pragma warning restore CA1031
        {
            _done.EndBy(error);
        }

        return false;
    }

    /// <summary>Ends it where it is.</summary>
    public void Fail(Exception error) => _done.SetException(error);
}
