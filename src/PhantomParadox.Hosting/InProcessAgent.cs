using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace PhantomParadox.Hosting;

/// <summary>An agent that lives in this process, online until disposed. It needs no heartbeat.</summary>
/// <remarks>Every member may be called from any thread, but <see cref="Messages"/> has one reader: read it, or <see cref="RunAsync"/>, not
/// both. Refusals are answers, see <see cref="IMarket"/>.</remarks>
public sealed class InProcessAgent : IAsyncDisposable
{
    private readonly IMarket _market;
    private readonly AgentTransportHub _hub;
    private readonly AgentMailbox _mailbox;
    private readonly ILogger _logger;
    private readonly CancellationTokenRegistration _whenOverrun;
    private int _closed;

    internal InProcessAgent(
        IMarket market,
        AgentTransportHub hub,
        SessionId session,
        AgentId id,
        AgentProfile profile,
        AgentMailbox mailbox,
        ILogger? logger)
    {
        _market = market;
        _hub = hub;
        _mailbox = mailbox;
        _logger = logger ?? NullLogger.Instance;
        Session = session;
        Id = id;
        Profile = profile;
        _whenOverrun = mailbox.Overrun.UnsafeRegister(static agent => _ = ((InProcessAgent)agent!).CloseAsync(), this);
    }

    /// <summary>Its identity.</summary>
    public AgentId Id { get; }

    /// <summary>Its session.</summary>
    public SessionId Session { get; }

    /// <summary>The profile it connected with.</summary>
    public AgentProfile Profile { get; }

    /// <summary>
    /// What the market tells it, in order, from <see cref="AgentMessage.SessionOpened"/> on. Ends when the agent is disposed, or after
    /// <see cref="AgentMessage.SessionSuperseded"/>.
    /// </summary>
    /// <exception cref="AgentFellBehindException">1,024 messages were left unread.</exception>
    public IAsyncEnumerable<AgentMessage> Messages => _mailbox.Messages.ReadAllAsync();

    /// <summary>Acknowledges an assignment.</summary>
    /// <param name="job">The job as it was assigned; its <see cref="JobRecord.Attempt"/> names the lease.</param>
    /// <param name="nonce">32 bytes of the agent's choice for a later jury draw; empty for none.</param>
    /// <param name="cancellationToken">Stops the waiting.</param>
    /// <returns>As <see cref="IMarket.AcceptJobAsync"/>.</returns>
    public ValueTask<Outcome<JobReceipt>> AcceptAsync(
        JobRecord job, ReadOnlyMemory<byte> nonce = default, CancellationToken cancellationToken = default) =>
        _market.AcceptJobAsync(Given(job).Id, Profile.Wallet, job.Attempt, nonce, cancellationToken: cancellationToken);

    /// <summary>Hands an assignment back before work began.</summary>
    /// <param name="job">The job as it was assigned.</param>
    /// <param name="cancellationToken">Stops the waiting.</param>
    /// <returns>As <see cref="IMarket.DeclineJobAsync"/>.</returns>
    public ValueTask<Outcome<JobReceipt>> DeclineAsync(JobRecord job, CancellationToken cancellationToken = default) =>
        _market.DeclineJobAsync(Given(job).Id, Profile.Wallet, job.Attempt, cancellationToken: cancellationToken);

    /// <summary>Reports progress; the first report starts the work.</summary>
    /// <param name="job">The job as it was assigned.</param>
    /// <param name="progress">Share of the work done, 0 to 100 percent.</param>
    /// <param name="metrics">Metrics to merge into those reported before. Default none.</param>
    /// <param name="cancellationToken">Stops the waiting.</param>
    /// <returns>As <see cref="IMarket.ReportProgressAsync"/>.</returns>
    public ValueTask<Outcome<JobReceipt>> ReportProgressAsync(
        JobRecord job, int progress, JobMetrics metrics = default, CancellationToken cancellationToken = default) =>
        _market.ReportProgressAsync(
            Given(job).Id,
            Profile.Wallet,
            new ProgressReport { Progress = progress, Metrics = metrics, Attempt = job.Attempt },
            cancellationToken: cancellationToken);

    /// <summary>Ends the attempt with a result, good or bad.</summary>
    /// <param name="job">The job as it was assigned.</param>
    /// <param name="result">The result; its <see cref="JobResult.Attempt"/> is taken from the job where it is null.</param>
    /// <param name="cancellationToken">Stops the waiting.</param>
    /// <returns>As <see cref="IMarket.CompleteJobAsync"/>.</returns>
    public ValueTask<Outcome<JobReceipt>> CompleteAsync(JobRecord job, JobResult result, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(result);
        return _market.CompleteJobAsync(
            Given(job).Id, Profile.Wallet, result with { Attempt = result.Attempt ?? job.Attempt }, cancellationToken: cancellationToken);
    }

    /// <summary>Confirms that it has stopped, as the buyer asked with <see cref="AgentMessage.StopWork"/>.</summary>
    /// <param name="job">The job as it was assigned.</param>
    /// <param name="cancellationToken">Stops the waiting.</param>
    /// <returns>As <see cref="IMarket.ConfirmCancelAsync"/>.</returns>
    public ValueTask<Outcome<JobReceipt>> ConfirmStopAsync(JobRecord job, CancellationToken cancellationToken = default) =>
        _market.ConfirmCancelAsync(Given(job).Id, Profile.Wallet, job.Attempt, cancellationToken: cancellationToken);

    /// <summary>Answers <see cref="AgentMessage.JuryInvited"/>.</summary>
    /// <param name="dispute">The dispute.</param>
    /// <param name="accepts">Whether it takes the seat.</param>
    /// <param name="cancellationToken">Stops the waiting.</param>
    /// <returns>As <see cref="IMarket.AnswerInviteAsync"/>.</returns>
    public ValueTask<Outcome<DisputeId>> AnswerInviteAsync(DisputeId dispute, bool accepts, CancellationToken cancellationToken = default) =>
        _market.AnswerInviteAsync(dispute, Id, accepts, cancellationToken: cancellationToken);

    /// <summary>Votes openly, or with the salt reveals the vote that was sealed.</summary>
    /// <param name="dispute">The dispute.</param>
    /// <param name="choice">The vote.</param>
    /// <param name="confidence">How sure it is, 1 to 10: recorded, never weighted.</param>
    /// <param name="salt">The salt of the sealed vote, 32 bytes; empty for an open vote.</param>
    /// <param name="cancellationToken">Stops the waiting.</param>
    /// <returns>As <see cref="IMarket.CastVoteAsync"/>.</returns>
    public ValueTask<Outcome<DisputeId>> VoteAsync(
        DisputeId dispute, JuryChoice choice, int confidence = 5, ReadOnlyMemory<byte> salt = default, CancellationToken cancellationToken = default) =>
        _market.CastVoteAsync(dispute, Id, choice, confidence, salt, cancellationToken: cancellationToken);

    /// <summary>Seals a vote; till the commit phase ends another may be sealed in its place.</summary>
    /// <param name="dispute">The dispute.</param>
    /// <param name="commitment">32 bytes, see <see cref="VoteCommitment"/>.</param>
    /// <param name="cancellationToken">Stops the waiting.</param>
    /// <returns>As <see cref="IMarket.SealVoteAsync"/>.</returns>
    public ValueTask<Outcome<DisputeId>> SealVoteAsync(
        DisputeId dispute, ReadOnlyMemory<byte> commitment, CancellationToken cancellationToken = default) =>
        _market.SealVoteAsync(dispute, Id, commitment, cancellationToken: cancellationToken);

    /// <summary>
    /// Works on whatever is assigned until the session ends: starts each job, hands it to <paramref name="handler"/>, and reports the
    /// result. At most <see cref="AgentProfile.Capacity"/> handlers run at once; one whose job is taken away or cancelled has its token
    /// cancelled. A handler that throws fails its attempt; the buyer learns the kind of exception, the log all of it. Seats on juries go
    /// to <paramref name="juror"/>.
    /// </summary>
    /// <param name="handler">Does the work. Called on the thread pool.</param>
    /// <param name="juror">Sits on juries. Null, the default, declines every seat at once, so that it goes to the next.</param>
    /// <param name="cancellationToken">Stops it: handlers are cancelled and awaited. Jobs that hadn't begun are handed back; those that
    /// had stay leased until the agent is disposed and its grace has passed.</param>
    /// <returns>Ends when the session has ended and all handlers have.</returns>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    /// <exception cref="AgentFellBehindException">1,024 messages were left unread.</exception>
    public Task RunAsync(
        Func<JobRecord, CancellationToken, Task<JobResult>> handler, InProcessJuror? juror = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(handler);
        return new AgentWork(this, _mailbox.Messages, handler, juror, _logger).RunAsync(cancellationToken);
    }

    /// <summary>Closes the session: the agent is offline at once, and its leases end when its grace has passed.</summary>
    public async ValueTask DisposeAsync()
    {
        await _whenOverrun.DisposeAsync().ConfigureAwait(false);
        await CloseAsync().ConfigureAwait(false);
    }

    private async Task CloseAsync()
    {
        if (Interlocked.Exchange(ref _closed, 1) != 0)
            return;

        _hub.Detach(Session);
        _mailbox.Close();
        // A market that no longer answers has closed the session already.
        _ = await _market.CloseSessionAsync(Session, TimeSpan.Zero, CancellationToken.None).ConfigureAwait(false);
    }

    private static JobRecord Given(JobRecord job)
    {
        ArgumentNullException.ThrowIfNull(job);
        return job;
    }
}
