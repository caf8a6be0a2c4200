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
        JobSpec spec, ReadBack readBack = ReadBack.Receipt, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return JobValidation.Check(spec) is { } refusal
            ? RefuseAsync<JobReceipt>(refusal)
            : AskAsync(PostJob.For(spec, readBack), cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<Outcome<JobReceipt>> ApproveJobAsync(
        JobId job, string buyer, ReadBack readBack = ReadBack.Receipt, CancellationToken cancellationToken = default) =>
        AskAsync(ApproveJob.For(job, buyer, readBack), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<Outcome<DisputeRecord>> RejectJobAsync(
        JobId job, string buyer, string reason, DisputeCategory category = DisputeCategory.Other, CancellationToken cancellationToken = default)
    {
        return DisputeValidation.Check(reason, category) is { } refusal
            ? RefuseAsync<DisputeRecord>(refusal)
            : AskAsync(new RejectJob(job, buyer, reason, category), cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<Outcome<JobReceipt>> CancelJobAsync(
        JobId job, string buyer, bool running = false, ReadBack readBack = ReadBack.Receipt, CancellationToken cancellationToken = default) =>
        AskAsync(new CancelJob(job, buyer, running, readBack), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<Outcome<JobReceipt>> ClaimJobAsync(
        JobId job, string wallet, ReadOnlyMemory<byte> nonce = default, ReadBack readBack = ReadBack.Receipt, CancellationToken cancellationToken = default) =>
        JobValidation.CheckNonce(nonce) is { } refusal
            ? RefuseAsync<JobReceipt>(refusal)
            : AskAsync(new ClaimJob(job, wallet, nonce, readBack), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<Outcome<JobReceipt>> AcceptJobAsync(
        JobId job, string wallet, int? attempt = null, ReadOnlyMemory<byte> nonce = default, CancellationToken cancellationToken = default) =>
        JobValidation.CheckNonce(nonce) is { } refusal
            ? RefuseAsync<JobReceipt>(refusal)
            : AskAsync(new AcceptJob(job, wallet, attempt, nonce), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<Outcome<JobReceipt>> DeclineJobAsync(
        JobId job, string wallet, int? attempt = null, CancellationToken cancellationToken = default) =>
        AskAsync(new DeclineJob(job, wallet, attempt), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<Outcome<JobReceipt>> ReportProgressAsync(
        JobId job, string wallet, ProgressReport report, ReadBack readBack = ReadBack.Receipt, CancellationToken cancellationToken = default) =>
        JobValidation.Check(report) is { } refusal
            ? RefuseAsync<JobReceipt>(refusal)
            : AskAsync(ReportProgress.For(job, wallet, report, readBack), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<Outcome<JobReceipt>> CompleteJobAsync(
        JobId job, string wallet, JobResult result, ReadBack readBack = ReadBack.Receipt, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(result);
        return JobValidation.Check(result) is { } refusal
            ? RefuseAsync<JobReceipt>(refusal)
            : AskAsync(CompleteJob.For(job, wallet, result, readBack), cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<Outcome<JobReceipt>> ConfirmCancelAsync(
        JobId job, string wallet, int? attempt = null, CancellationToken cancellationToken = default) =>
        AskAsync(new ConfirmCancel(job, wallet, attempt), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<Outcome<DisputeRecord>> OpenDisputeAsync(DisputeClaim claim, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(claim);
        return DisputeValidation.Check(claim) is { } refusal
            ? RefuseAsync<DisputeRecord>(refusal)
            : AskAsync(new OpenDispute(claim), cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<Outcome<EvidenceRecord>> SubmitEvidenceAsync(
        DisputeId dispute, EvidenceSubmission evidence, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        return DisputeValidation.Check(evidence) is { } refusal
            ? RefuseAsync<EvidenceRecord>(refusal)
            : AskAsync(new SubmitEvidence(dispute, evidence), cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask<Outcome<DisputeId>> AnswerInviteAsync(
        DisputeId dispute, AgentId agent, bool accepts, CancellationToken cancellationToken = default) =>
        AskAsync(new AnswerInvite(dispute, agent, accepts), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<Outcome<DisputeId>> CastVoteAsync(
        DisputeId dispute, AgentId juror, JuryChoice choice, int confidence = 5, ReadOnlyMemory<byte> salt = default, CancellationToken cancellationToken = default) =>
        VoteValidation.Check(choice, salt) is { } refusal
            ? RefuseAsync<DisputeId>(refusal)
            : AskAsync(new CastVote(dispute, juror, choice, salt, Math.Clamp(confidence, 1, 10)), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<Outcome<DisputeId>> SealVoteAsync(
        DisputeId dispute, AgentId juror, ReadOnlyMemory<byte> commitment, CancellationToken cancellationToken = default) =>
        VoteValidation.CheckHash("commitment", commitment) is { } refusal
            ? RefuseAsync<DisputeId>(refusal)
            : AskAsync(new SealVote(dispute, juror, commitment), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<Outcome<DisputeId>> ReportLeakAsync(
        DisputeId dispute, AgentId juror, ReadOnlyMemory<byte> salt, CancellationToken cancellationToken = default) =>
        VoteValidation.CheckHash("salt", salt) is { } refusal
            ? RefuseAsync<DisputeId>(refusal)
            : AskAsync(new ReportLeak(dispute, juror, salt), cancellationToken);

    /// <inheritdoc/>
    public ValueTask<Outcome<DisputeRecord>> AppealDisputeAsync(
        DisputeId dispute, string wallet, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(wallet);
        return AskAsync(new AppealDispute(dispute, wallet), cancellationToken);
    }
}
