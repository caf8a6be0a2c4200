using System.Runtime.CompilerServices;
using PhantomParadox.Protocol.Rest;

namespace PhantomParadox.Client;

/// <summary>A buyer: posts jobs, follows them, settles them, and takes them before a jury.</summary>
/// <remarks>
/// Safe for use from any thread. Every method throws a <see cref="MarketApiException"/> where the market refuses, an
/// <see cref="HttpRequestException"/> where it can't be reached, and an <see cref="OperationCanceledException"/> where the caller gives up.
/// Every call that changes something carries an <c>Idempotency-Key</c> of its own. Where the market is full, doesn't answer in time or
/// can't be reached, the request is sent again under the same key, up to four times in all, so that it has the effects of once. With an
/// <see cref="HttpClient.Timeout"/> of the <see cref="HttpClient"/> a single try is bounded.
/// </remarks>
public sealed partial class BuyerClient
{
    private static readonly TimeSpan FirstPoll = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestPoll = TimeSpan.FromSeconds(5);

    private readonly MarketHttp _http;
    private readonly string _wallet;
    private readonly TimeProvider _time;

    /// <summary>Makes a client of one buyer.</summary>
    /// <param name="http">Sends the requests; its base address is the market's, ending in a slash. It stays the caller's.</param>
    /// <param name="wallet">The buyer's wallet: 1 to 64 visible ASCII characters.</param>
    /// <param name="timeProvider">The clock of waits. Default: the system's.</param>
    /// <exception cref="ArgumentException"><paramref name="http"/> has no base address, or <paramref name="wallet"/> is blank.</exception>
    public BuyerClient(HttpClient http, string wallet, TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentException.ThrowIfNullOrWhiteSpace(wallet);
        if (http.BaseAddress is null)
            throw new ArgumentException("The client needs a base address.", nameof(http));
        (_wallet, _time) = (wallet, timeProvider ?? TimeProvider.System);
        _http = new MarketHttp(http, new Retry(_time));
    }

    /// <summary>Posts a job.</summary>
    /// <param name="job">The job; its buyer is this client's wallet unless it names one.</param>
    /// <param name="idempotencyKey">Chosen by the caller and sent as <c>Idempotency-Key</c>: the market answers a repetition within 24 h as it did the first time. 1 to 128 visible ASCII characters; null takes a new one.</param>
    /// <param name="cancellationToken">Gives up waiting; the job may have been posted all the same.</param>
    /// <returns>The job as posted.</returns>
    public async Task<WireJob> PostJobAsync(CreateJobRequest job, string? idempotencyKey = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(job);
        var reply = await _http.PostAsync(
            "api/jobs",
            job.BrainsAddress is null ? job with { BrainsAddress = _wallet } : job,
            RestJson.Default.CreateJobRequest,
            RestJson.Default.JobReply,
            cancellationToken,
            idempotencyKey).ConfigureAwait(false);
        return reply.Job;
    }

    /// <summary>Reads a job.</summary>
    /// <param name="job">Its id.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public async Task<WireJob> GetJobAsync(Guid job, CancellationToken cancellationToken = default) =>
        (await _http.GetAsync($"api/jobs/{job:D}", RestJson.Default.JobReply, cancellationToken).ConfigureAwait(false)).Job;

    /// <summary>Waits until a job has ended: completed, failed, cancelled, or before a jury.</summary>
    /// <param name="job">Its id.</param>
    /// <param name="cancellationToken">Gives up waiting; the job goes on.</param>
    /// <returns>The job as it ended.</returns>
    /// <remarks>Asks after 50 ms and then ever more rarely, at least every 5 s. A market that is full or not reachable for a while is waited for.</remarks>
    public Task<WireJob> WaitForJobAsync(Guid job, CancellationToken cancellationToken = default) => WaitAsync(
        () => GetJobAsync(job, cancellationToken), now => now.Status is not ("pending" or "assigned" or "in_progress"), cancellationToken);

    /// <summary>Approves a completed job: its payment is released to the agent.</summary>
    /// <param name="job">Its id.</param>
    /// <param name="cancellationToken">Gives up waiting; the job may have been approved all the same.</param>
    public Task ApproveAsync(Guid job, CancellationToken cancellationToken = default) => _http.PostAsync(
        $"api/jobs/{job:D}/approve",
        new ApproveJobRequest { BrainsAddress = _wallet },
        RestJson.Default.ApproveJobRequest,
        RestJson.Default.SuccessReply,
        cancellationToken);

    /// <summary>Rejects a completed job: its payment is frozen and a dispute opened.</summary>
    /// <param name="job">Its id.</param>
    /// <param name="reason">Why: 1 to 2,000 characters, not blank.</param>
    /// <param name="category"><c>non_delivery</c>, <c>poor_quality</c>, <c>non_payment</c>, <c>fraud</c> or <c>other</c>; null is <c>other</c>.</param>
    /// <param name="cancellationToken">Gives up waiting; the job may have been rejected all the same.</param>
    /// <returns>The dispute.</returns>
    public Task<RejectJobReply> RejectAsync(Guid job, string reason, string? category = null, CancellationToken cancellationToken = default) => _http.PostAsync(
        $"api/jobs/{job:D}/reject",
        new RejectJobRequest { BrainsAddress = _wallet, Reason = reason, Category = category },
        RestJson.Default.RejectJobRequest,
        RestJson.Default.RejectJobReply,
        cancellationToken);

    /// <summary>Cancels a pending job, or asks the agent of a running one to stop.</summary>
    /// <param name="job">Its id.</param>
    /// <param name="running">Whether a job that an agent holds may be cancelled too. Default false.</param>
    /// <param name="cancellationToken">Gives up waiting; the job may have been cancelled all the same.</param>
    /// <returns>Where the job stands: cancelled, or still running until its agent has stopped.</returns>
    public Task<CancelJobReply> CancelAsync(Guid job, bool running = false, CancellationToken cancellationToken = default) => _http.PostAsync(
        $"api/jobs/{job:D}/cancel",
        new CancelJobRequest { BrainsAddress = _wallet, Running = running ? true : null },
        RestJson.Default.CancelJobRequest,
        RestJson.Default.CancelJobReply,
        cancellationToken);

    /// <summary>Reads one page of jobs, newest first.</summary>
    /// <param name="filter">Which; null lists all that have not ended.</param>
    /// <param name="cursor">The page before's <see cref="JobListReply.NextCursor"/>; null for the first.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public Task<JobListReply> ListJobsAsync(JobListFilter? filter = null, string? cursor = null, CancellationToken cancellationToken = default) =>
        _http.GetAsync((filter ?? new JobListFilter()).ToQuery(cursor), RestJson.Default.JobListReply, cancellationToken);

    /// <summary>Reads all jobs, newest first, page by page as they are asked for.</summary>
    /// <param name="filter">Which; null lists all that have not ended.</param>
    /// <param name="cancellationToken">Ends the list.</param>
    public async IAsyncEnumerable<JobListItem> ListAllJobsAsync(
        JobListFilter? filter = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        string? cursor = null;
        do
        {
            var page = await ListJobsAsync(filter, cursor, cancellationToken).ConfigureAwait(false);
            foreach (var job in page.Jobs)
                yield return job;
            cursor = page.NextCursor;
        }
        while (cursor is not null);
    }

    /// <summary>Reads the market's figures.</summary>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public Task<StatisticsReply> GetStatisticsAsync(CancellationToken cancellationToken = default) =>
        _http.GetAsync("api/stats", RestJson.Default.StatisticsReply, cancellationToken);

    private async Task<T> WaitAsync<T>(Func<Task<T>> read, Func<T, bool> isOver, CancellationToken cancellationToken)
    {
        for (var wait = FirstPoll; ; wait = wait * 1.5 < LongestPoll ? wait * 1.5 : LongestPoll)
        {
            var pause = wait;
            try
            {
                var now = await read().ConfigureAwait(false);
                if (isOver(now))
                    return now;
            }
            catch (MarketApiException refused) when (refused.IsTransient)
            {
                pause = refused.RetryAfter > wait ? refused.RetryAfter.Value : LongestPoll;
            }
            catch (HttpRequestException)
            {
                pause = LongestPoll;
            }

            await Task.Delay(pause, _time, cancellationToken).ConfigureAwait(false);
        }
    }
}
