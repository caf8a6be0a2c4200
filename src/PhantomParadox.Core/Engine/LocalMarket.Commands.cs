using PhantomParadox.Agents;
using PhantomParadox.Disputes;
using PhantomParadox.Jobs;

namespace PhantomParadox;

/// <content>Commands.</content>
public sealed partial class LocalMarket
{
    /// <inheritdoc/>
    public ValueTask<Outcome<AgentId>> OpenSessionAsync(SessionId session, AgentProfile profile, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(profile);
        ArgumentOutOfRangeException.ThrowIfZero(session.Value);
        return ProfileValidation.Check(profile) is { } refusal
            ? RefuseAsync<AgentId>(refusal)
            : AskAsync(new OpenSession(session, profile), cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<Outcome<AgentId>> UpdateProfileAsync(SessionId session, AgentProfile profile, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(profile);
        return ProfileValidation.Check(profile) is { } refusal
            ? RefuseAsync<AgentId>(refusal)
            : AskAsync(new UpdateProfile(session, profile), cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<Outcome<AgentId>> CloseSessionAsync(SessionId session, TimeSpan silence, CancellationToken cancellationToken = default) =>
        AskAsync(new CloseSession(session, silence), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<Outcome<JobReceipt>> PostJobAsync(
        JobSpec spec, ReadBack readBack = ReadBack.Receipt, IdempotencyKey? idempotency = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return JobValidation.Check(spec) is { } refusal
            ? RefuseAsync<JobReceipt>(refusal)
            : AskForJobAsync(PostJob.For(spec, readBack), idempotency, cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<Outcome<JobReceipt>> ApproveJobAsync(
        JobId job, string buyer, ReadBack readBack = ReadBack.Receipt, IdempotencyKey? idempotency = null, CancellationToken cancellationToken = default) =>
        AskForJobAsync(ApproveJob.For(job, buyer, readBack), idempotency, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<Outcome<DisputeRecord>> RejectJobAsync(
        JobId job, string buyer, string reason, DisputeCategory category = DisputeCategory.Other, IdempotencyKey? idempotency = null, CancellationToken cancellationToken = default)
    {
        return DisputeValidation.Check(reason, category) is { } refusal
            ? RefuseAsync<DisputeRecord>(refusal)
            : AskForDisputeAsync(new RejectJob(job, buyer, reason, category), idempotency, cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<Outcome<JobReceipt>> CancelJobAsync(
        JobId job, string buyer, bool running = false, ReadBack readBack = ReadBack.Receipt, IdempotencyKey? idempotency = null, CancellationToken cancellationToken = default) =>
        AskForJobAsync(new CancelJob(job, buyer, running, readBack), idempotency, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<Outcome<JobReceipt>> ClaimJobAsync(
        JobId job, string wallet, ReadOnlyMemory<byte> nonce = default, ReadBack readBack = ReadBack.Receipt, IdempotencyKey? idempotency = null, CancellationToken cancellationToken = default) =>
        JobValidation.CheckNonce(nonce) is { } refusal
            ? RefuseAsync<JobReceipt>(refusal)
            : AskForJobAsync(new ClaimJob(job, wallet, nonce, readBack), idempotency, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<Outcome<JobReceipt>> AcceptJobAsync(
        JobId job, string wallet, int? attempt = null, ReadOnlyMemory<byte> nonce = default, IdempotencyKey? idempotency = null, CancellationToken cancellationToken = default) =>
        JobValidation.CheckNonce(nonce) is { } refusal
            ? RefuseAsync<JobReceipt>(refusal)
            : AskForJobAsync(new AcceptJob(job, wallet, attempt, nonce), idempotency, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<Outcome<JobReceipt>> DeclineJobAsync(
        JobId job, string wallet, int? attempt = null, IdempotencyKey? idempotency = null, CancellationToken cancellationToken = default) =>
        AskForJobAsync(new DeclineJob(job, wallet, attempt), idempotency, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<Outcome<JobReceipt>> ReportProgressAsync(
        JobId job, string wallet, ProgressReport report, ReadBack readBack = ReadBack.Receipt, IdempotencyKey? idempotency = null, CancellationToken cancellationToken = default) =>
        JobValidation.Check(report) is { } refusal
            ? RefuseAsync<JobReceipt>(refusal)
            : AskForJobAsync(ReportProgress.For(job, wallet, report, readBack), idempotency, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<Outcome<JobReceipt>> CompleteJobAsync(
        JobId job, string wallet, JobResult result, ReadBack readBack = ReadBack.Receipt, IdempotencyKey? idempotency = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(result);
        return JobValidation.Check(result) is { } refusal
            ? RefuseAsync<JobReceipt>(refusal)
            : AskForJobAsync(CompleteJob.For(job, wallet, result, readBack), idempotency, cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<Outcome<JobReceipt>> ConfirmCancelAsync(
        JobId job, string wallet, int? attempt = null, IdempotencyKey? idempotency = null, CancellationToken cancellationToken = default) =>
        AskForJobAsync(new ConfirmCancel(job, wallet, attempt), idempotency, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<Outcome<DisputeRecord>> OpenDisputeAsync(DisputeClaim claim, IdempotencyKey? idempotency = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(claim);
        return DisputeValidation.Check(claim) is { } refusal
            ? RefuseAsync<DisputeRecord>(refusal)
            : AskForDisputeAsync(new OpenDispute(claim), idempotency, cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<Outcome<EvidenceRecord>> SubmitEvidenceAsync(
        DisputeId dispute, EvidenceSubmission evidence, IdempotencyKey? idempotency = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        return DisputeValidation.Check(evidence) is { } refusal
            ? RefuseAsync<EvidenceRecord>(refusal)
            : AskForEvidenceAsync(dispute, new SubmitEvidence(dispute, evidence), idempotency, cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<Outcome<DisputeId>> AnswerInviteAsync(
        DisputeId dispute, AgentId agent, bool accepts, IdempotencyKey? idempotency = null, CancellationToken cancellationToken = default) =>
        AskAsync(new AnswerInvite(dispute, agent, accepts), idempotency, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<Outcome<DisputeId>> CastVoteAsync(
        DisputeId dispute, AgentId juror, JuryChoice choice, int confidence = 5, ReadOnlyMemory<byte> salt = default, IdempotencyKey? idempotency = null, CancellationToken cancellationToken = default) =>
        VoteValidation.Check(choice, salt) is { } refusal
            ? RefuseAsync<DisputeId>(refusal)
            : AskAsync(new CastVote(dispute, juror, choice, salt, Math.Clamp(confidence, 1, 10)), idempotency, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<Outcome<DisputeId>> SealVoteAsync(
        DisputeId dispute, AgentId juror, ReadOnlyMemory<byte> commitment, IdempotencyKey? idempotency = null, CancellationToken cancellationToken = default) =>
        VoteValidation.CheckHash("commitment", commitment) is { } refusal
            ? RefuseAsync<DisputeId>(refusal)
            : AskAsync(new SealVote(dispute, juror, commitment), idempotency, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<Outcome<DisputeId>> ReportLeakAsync(
        DisputeId dispute, AgentId juror, ReadOnlyMemory<byte> salt, IdempotencyKey? idempotency = null, CancellationToken cancellationToken = default) =>
        VoteValidation.CheckHash("salt", salt) is { } refusal
            ? RefuseAsync<DisputeId>(refusal)
            : AskAsync(new ReportLeak(dispute, juror, salt), idempotency, cancellationToken);

    /// <inheritdoc/>
    public ValueTask<Outcome<DisputeRecord>> AppealDisputeAsync(
        DisputeId dispute, string wallet, IdempotencyKey? idempotency = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(wallet);
        return AskForDisputeAsync(new AppealDispute(dispute, wallet), idempotency, cancellationToken);
    }
}
