namespace PhantomParadox.AspNetCore;

/// <summary>The market as requests see it: they wait for an answer as long as their deadline allows.</summary>
/// <remarks>Past it a call throws an <see cref="OperationCanceledException"/>; what it asked for may still happen.</remarks>
internal sealed class PatientMarket(IMarket market, RequestDeadline deadline) : IMarket
{
    public MarketCondition Condition => market.Condition;

    public DateTimeOffset? AsOf => market.AsOf;

    public ValueTask<Outcome<AgentId>> OpenSessionAsync(SessionId session, AgentProfile profile, CancellationToken cancellationToken = default) =>
        market.OpenSessionAsync(session, profile, deadline.Next());

    public ValueTask<Outcome<AgentId>> UpdateProfileAsync(SessionId session, AgentProfile profile, CancellationToken cancellationToken = default) =>
        market.UpdateProfileAsync(session, profile, deadline.Next());

    public ValueTask<Outcome<AgentId>> CloseSessionAsync(SessionId session, TimeSpan silence, CancellationToken cancellationToken = default) =>
        market.CloseSessionAsync(session, silence, deadline.Next());

    public ValueTask<Outcome<AgentRecord>> GetAgentAsync(AgentId agent, CancellationToken cancellationToken = default) =>
        market.GetAgentAsync(agent, deadline.Next());

    public ValueTask<Outcome<AgentRecord>> FindAgentAsync(string wallet, CancellationToken cancellationToken = default) =>
        market.FindAgentAsync(wallet, deadline.Next());

    public ValueTask<Outcome<Page<AgentRecord>>> ListAgentsAsync(AgentQuery query, CancellationToken cancellationToken = default) =>
        market.ListAgentsAsync(query, deadline.Next());

    public ValueTask<Outcome<JobReceipt>> PostJobAsync(JobSpec spec, ReadBack readBack, IdempotencyKey? idempotency, CancellationToken cancellationToken = default) =>
        market.PostJobAsync(spec, readBack, idempotency, deadline.Next());

    public ValueTask<Outcome<JobReceipt>> ApproveJobAsync(JobId job, string buyer, ReadBack readBack, IdempotencyKey? idempotency, CancellationToken cancellationToken = default) =>
        market.ApproveJobAsync(job, buyer, readBack, idempotency, deadline.Next());

    public ValueTask<Outcome<DisputeRecord>> RejectJobAsync(JobId job, string buyer, string reason, DisputeCategory category, IdempotencyKey? idempotency, CancellationToken cancellationToken = default) =>
        market.RejectJobAsync(job, buyer, reason, category, idempotency, deadline.Next());

    public ValueTask<Outcome<JobReceipt>> CancelJobAsync(JobId job, string buyer, bool running, ReadBack readBack, IdempotencyKey? idempotency, CancellationToken cancellationToken = default) =>
        market.CancelJobAsync(job, buyer, running, readBack, idempotency, deadline.Next());

    public ValueTask<Outcome<JobReceipt>> ClaimJobAsync(JobId job, string wallet, ReadOnlyMemory<byte> nonce, ReadBack readBack, IdempotencyKey? idempotency, CancellationToken cancellationToken = default) =>
        market.ClaimJobAsync(job, wallet, nonce, readBack, idempotency, deadline.Next());

    public ValueTask<Outcome<JobReceipt>> AcceptJobAsync(JobId job, string wallet, int? attempt, ReadOnlyMemory<byte> nonce, IdempotencyKey? idempotency, CancellationToken cancellationToken = default) =>
        market.AcceptJobAsync(job, wallet, attempt, nonce, idempotency, deadline.Next());

    public ValueTask<Outcome<JobReceipt>> DeclineJobAsync(JobId job, string wallet, int? attempt, IdempotencyKey? idempotency, CancellationToken cancellationToken = default) =>
        market.DeclineJobAsync(job, wallet, attempt, idempotency, deadline.Next());

    public ValueTask<Outcome<JobReceipt>> ReportProgressAsync(JobId job, string wallet, ProgressReport report, ReadBack readBack, IdempotencyKey? idempotency, CancellationToken cancellationToken = default) =>
        market.ReportProgressAsync(job, wallet, report, readBack, idempotency, deadline.Next());

    public ValueTask<Outcome<JobReceipt>> CompleteJobAsync(JobId job, string wallet, JobResult result, ReadBack readBack, IdempotencyKey? idempotency, CancellationToken cancellationToken = default) =>
        market.CompleteJobAsync(job, wallet, result, readBack, idempotency, deadline.Next());

    public ValueTask<Outcome<JobReceipt>> ConfirmCancelAsync(JobId job, string wallet, int? attempt, IdempotencyKey? idempotency, CancellationToken cancellationToken = default) =>
        market.ConfirmCancelAsync(job, wallet, attempt, idempotency, deadline.Next());

    public ValueTask<Outcome<JobRecord>> GetJobAsync(JobId job, CancellationToken cancellationToken = default) =>
        market.GetJobAsync(job, deadline.Next());

    public ValueTask<Outcome<Page<JobRecord>>> ListJobsAsync(JobQuery query, CancellationToken cancellationToken = default) =>
        market.ListJobsAsync(query, deadline.Next());

    public ValueTask<Outcome<DisputeRecord>> OpenDisputeAsync(DisputeClaim claim, IdempotencyKey? idempotency, CancellationToken cancellationToken = default) =>
        market.OpenDisputeAsync(claim, idempotency, deadline.Next());

    public ValueTask<Outcome<EvidenceRecord>> SubmitEvidenceAsync(DisputeId dispute, EvidenceSubmission evidence, IdempotencyKey? idempotency, CancellationToken cancellationToken = default) =>
        market.SubmitEvidenceAsync(dispute, evidence, idempotency, deadline.Next());

    public ValueTask<Outcome<DisputeRecord>> GetDisputeAsync(DisputeId dispute, CancellationToken cancellationToken = default) =>
        market.GetDisputeAsync(dispute, deadline.Next());

    public ValueTask<Outcome<Page<DisputeRecord>>> ListDisputesAsync(DisputeQuery query, CancellationToken cancellationToken = default) =>
        market.ListDisputesAsync(query, deadline.Next());

    public ValueTask<Outcome<DisputeId>> AnswerInviteAsync(DisputeId dispute, AgentId agent, bool accepts, IdempotencyKey? idempotency, CancellationToken cancellationToken = default) =>
        market.AnswerInviteAsync(dispute, agent, accepts, idempotency, deadline.Next());

    public ValueTask<Outcome<DisputeId>> CastVoteAsync(DisputeId dispute, AgentId juror, JuryChoice choice, int confidence, ReadOnlyMemory<byte> salt, IdempotencyKey? idempotency, CancellationToken cancellationToken = default) =>
        market.CastVoteAsync(dispute, juror, choice, confidence, salt, idempotency, deadline.Next());

    public ValueTask<Outcome<DisputeId>> SealVoteAsync(DisputeId dispute, AgentId juror, ReadOnlyMemory<byte> commitment, IdempotencyKey? idempotency, CancellationToken cancellationToken = default) =>
        market.SealVoteAsync(dispute, juror, commitment, idempotency, deadline.Next());

    public ValueTask<Outcome<DisputeId>> ReportLeakAsync(DisputeId dispute, AgentId juror, ReadOnlyMemory<byte> salt, IdempotencyKey? idempotency, CancellationToken cancellationToken = default) =>
        market.ReportLeakAsync(dispute, juror, salt, idempotency, deadline.Next());

    public ValueTask<Outcome<DisputeRecord>> AppealDisputeAsync(DisputeId dispute, string wallet, IdempotencyKey? idempotency, CancellationToken cancellationToken = default) =>
        market.AppealDisputeAsync(dispute, wallet, idempotency, deadline.Next());

    public ValueTask<Outcome<JuryDuties>> GetDutiesAsync(AgentId agent, CancellationToken cancellationToken = default) =>
        market.GetDutiesAsync(agent, deadline.Next());

    public ValueTask<Outcome<DisputePool>> GetPoolAsync(DisputeId dispute, int? round = null, CancellationToken cancellationToken = default) =>
        market.GetPoolAsync(dispute, round, deadline.Next());

    public ValueTask<Outcome<DisputeProof>> GetProofAsync(DisputeId dispute, CancellationToken cancellationToken = default) =>
        market.GetProofAsync(dispute, deadline.Next());

    public ValueTask<Outcome<IReadOnlyList<Balance>>> GetBalancesAsync(string wallet, CancellationToken cancellationToken = default) =>
        market.GetBalancesAsync(wallet, deadline.Next());

    public ValueTask<Outcome<MarketStatistics>> GetStatisticsAsync(CancellationToken cancellationToken = default) =>
        market.GetStatisticsAsync(deadline.Next());

    public IAsyncEnumerable<MarketEvent> WatchAsync(CancellationToken cancellationToken = default) => market.WatchAsync(cancellationToken);
}
