namespace PhantomParadox.Engine;

/// <summary>Moves ended jobs and their disputes from the market's memory to the archive: written first, then removed by a command.</summary>
/// <remarks>A crash between the two only repeats the writing, which replaces. A fault is waited out and never ends the archiver.</remarks>
/// <param name="archive">Where they go.</param>
/// <param name="takeDue">Asks the market for jobs past their retention, at most a page; the same again until they are marked.</param>
/// <param name="markArchived">Tells the market that jobs are in the archive.</param>
/// <param name="time">What it waits by.</param>
/// <param name="report">Told of each fault.</param>
internal sealed class Archiver(
    IArchive archive,
    Func<CancellationToken, ValueTask<IReadOnlyList<EndedJob>>> takeDue,
    Func<IReadOnlyList<JobId>, CancellationToken, ValueTask> markArchived,
    TimeProvider time,
    Action<Exception>? report = null)
{
    /// <summary>Jobs of a full page.</summary>
    public const int PageSize = 256;

    /// <summary>Disputes written at once.</summary>
    public const int DisputesAtOnce = 64;

    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    private long _archived;
    private long _faults;

    /// <summary>Jobs moved so far.</summary>
    public long Archived => Interlocked.Read(ref _archived);

    /// <summary>Faults so far; each was followed by another try.</summary>
    public long Faults => Interlocked.Read(ref _faults);

    /// <summary>Works until it is cancelled; then it returns.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var wait = Interval;
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                if (await MovePageAsync(cancellationToken).ConfigureAwait(false))
                    continue;

                wait = Interval;
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault)
            {
                Interlocked.Increment(ref _faults);
                report?.Invoke(fault);
                wait = wait * 2 < LongestWait ? wait * 2 : LongestWait;
            }

            await Task.Delay(wait, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // A page can be short and yet not the last, since a disputed job fills much of one.
    private async ValueTask<bool> MovePageAsync(CancellationToken cancellationToken)
    {
        var due = await takeDue(cancellationToken).ConfigureAwait(false);
        if (due.Count == 0)
            return false;

        foreach (var disputes in due.Select(job => job.Dispute).OfType<DisputeProof>().Chunk(DisputesAtOnce))
            await archive.WriteDisputesAsync(disputes, cancellationToken).ConfigureAwait(false);
        await archive.WriteAsync([.. due.Select(job => job.Job)], cancellationToken).ConfigureAwait(false);
        await markArchived([.. due.Select(job => job.Job.Id)], cancellationToken).ConfigureAwait(false);
        Interlocked.Add(ref _archived, due.Count);
        return due.Count >= PageSize || due.Any(job => job.Dispute is not null);
    }
}

/// <summary>A job that leaves memory.</summary>
/// <param name="Job">The job.</param>
/// <param name="Dispute">Its dispute with its proof; null where it had none.</param>
internal sealed record EndedJob(JobRecord Job, DisputeProof? Dispute);
