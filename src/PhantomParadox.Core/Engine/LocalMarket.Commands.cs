namespace PhantomParadox;

public sealed partial class LocalMarket
{
    /// <inheritdoc/>
    public MarketCondition Condition => throw new NotImplementedException();

    /// <inheritdoc/>
    public ValueTask<Outcome<AgentId>> OpenSessionAsync(SessionId session, AgentProfile profile, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <inheritdoc/>
    public ValueTask<Outcome<AgentId>> UpdateProfileAsync(SessionId session, AgentProfile profile, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <inheritdoc/>
    public ValueTask<Outcome<AgentId>> CloseSessionAsync(SessionId session, TimeSpan silence, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <inheritdoc/>
    public ValueTask<Outcome<AgentRecord>> GetAgentAsync(AgentId agent, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <inheritdoc/>
    public ValueTask<Outcome<AgentRecord>> FindAgentAsync(string wallet, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <inheritdoc/>
    public ValueTask<Outcome<Page<AgentRecord>>> ListAgentsAsync(AgentQuery query, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <inheritdoc/>
    public ValueTask<Outcome<JobReceipt>> PostJobAsync(JobSpec spec, ReadBack readBack = ReadBack.Receipt, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <inheritdoc/>
    public ValueTask<Outcome<JobReceipt>> ApproveJobAsync(JobId job, string buyer, ReadBack readBack = ReadBack.Receipt, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <inheritdoc/>
    public ValueTask<Outcome<DisputeRecord>> RejectJobAsync(JobId job, string buyer, string reason, DisputeCategory category = DisputeCategory.Other, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <inheritdoc/>
    public ValueTask<Outcome<JobReceipt>> CancelJobAsync(JobId job, string buyer, bool running = false, ReadBack readBack = ReadBack.Receipt, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <inheritdoc/>
    public ValueTask<Outcome<JobReceipt>> ClaimJobAsync(JobId job, string wallet, ReadOnlyMemory<byte> nonce = default, ReadBack readBack = ReadBack.Receipt, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <inheritdoc/>
    public ValueTask<Outcome<JobReceipt>> AcceptJobAsync(JobId job, string wallet, int? attempt = null, ReadOnlyMemory<byte> nonce = default, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <inheritdoc/>
    public ValueTask<Outcome<JobReceipt>> DeclineJobAsync(JobId job, string wallet, int? attempt = null, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <inheritdoc/>
    public ValueTask<Outcome<JobReceipt>> ReportProgressAsync(JobId job, string wallet, ProgressReport report, ReadBack readBack = ReadBack.Receipt, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <inheritdoc/>
    public ValueTask<Outcome<JobReceipt>> CompleteJobAsync(JobId job, string wallet, JobResult result, ReadBack readBack = ReadBack.Receipt, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <inheritdoc/>
    public ValueTask<Outcome<JobReceipt>> ConfirmCancelAsync(JobId job, string wallet, int? attempt = null, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <inheritdoc/>
    public ValueTask<Outcome<JobRecord>> GetJobAsync(JobId job, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <inheritdoc/>
    public ValueTask<Outcome<Page<JobRecord>>> ListJobsAsync(JobQuery query, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <inheritdoc/>
    public ValueTask<Outcome<DisputeRecord>> OpenDisputeAsync(DisputeClaim claim, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <inheritdoc/>
    public ValueTask<Outcome<EvidenceRecord>> SubmitEvidenceAsync(DisputeId dispute, EvidenceSubmission evidence, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <inheritdoc/>
    public ValueTask<Outcome<DisputeRecord>> GetDisputeAsync(DisputeId dispute, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <inheritdoc/>
    public ValueTask<Outcome<Page<DisputeRecord>>> ListDisputesAsync(DisputeQuery query, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <inheritdoc/>
    public ValueTask<Outcome<IReadOnlyList<Balance>>> GetBalancesAsync(string wallet, CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <inheritdoc/>
    public ValueTask<Outcome<MarketStatistics>> GetStatisticsAsync(CancellationToken cancellationToken = default) => throw new NotImplementedException();

    /// <inheritdoc/>
    public IAsyncEnumerable<MarketEvent> WatchAsync(CancellationToken cancellationToken = default) => throw new NotImplementedException();
}
