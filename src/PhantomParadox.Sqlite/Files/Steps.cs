using System.Diagnostics;

namespace PhantomParadox.Sqlite.Files;

/// <summary>Long work beside other work: a step at a time, with rests in between.</summary>
/// <remarks>A step that is due begins as other work ends: what comes next is, most times, still some while away. Where none comes, it waits no longer.</remarks>
/// <param name="step">One step; false where there was nothing left.</param>
/// <param name="cancellationToken">Ends it between steps.</param>
internal sealed class Steps(Func<bool> step, CancellationToken cancellationToken)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(4);

    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _ended = Stopwatch.GetTimestamp();
    private TimeSpan _rest;

    /// <summary>Ends with the last step.</summary>
    public Task Task => _done.Task;

    /// <summary>How long until the next step is due; zero or less for now.</summary>
    /// <param name="behindWork">Whether other work has just ended.</param>
    public TimeSpan Left(bool behindWork) => _rest + (behindWork ? TimeSpan.Zero : Patience) - Stopwatch.GetElapsedTime(_ended);

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

            _done.SetResult();
        }
        catch (OperationCanceledException cancelled)
        {
            _done.SetCanceled(cancelled.CancellationToken);
        }
#pragma warning disable CA1031 // It is the caller's.
        catch (Exception error)
#pragma warning restore CA1031
        {
            _done.SetException(error);
        }

        return false;
    }

    /// <summary>Ends it where it is.</summary>
    public void Fail(Exception error) => _done.SetException(error);
}
