using PhantomParadox.Agents;
using PhantomParadox.Disputes;
using PhantomParadox.Engine;
using PhantomParadox.Identity;
using PhantomParadox.Jobs;
using PhantomParadox.Queries;

namespace PhantomParadox.Testing;

/// <content>What can be asked: as <see cref="IMarket"/> says, and answered at once.</content>
public sealed partial class SimulatedMarket
{
    /// <summary>Opens a session for a wallet, whose messages <see cref="Network"/> then keeps.</summary>
    /// <param name="profile">The agent's profile.</param>
    /// <param name="session">The session.</param>
    /// <returns>As <see cref="IMarket.OpenSessionAsync"/>.</returns>
    public Outcome<AgentId> OpenSession(AgentProfile profile, out SessionId session)
    {
        ArgumentNullException.ThrowIfNull(profile);
        session = new SessionId(++_sessions);
        if (ProfileValidation.Check(profile) is { } refusal)
            return Refuse<AgentId>(refusal);
        Network.Connect(session);
        return Ask(new OpenSession(session, profile));
    }

    /// <summary>As <see cref="IMarket.UpdateProfileAsync"/>.</summary>
    public Outcome<AgentId> UpdateProfile(SessionId session, AgentProfile profile)
    {
        ArgumentNullException.ThrowIfNull(profile);
        return ProfileValidation.Check(profile) is { } refusal ? Refuse<AgentId>(refusal) : Ask(new UpdateProfile(session, profile));
    }

    /// <summary>As <see cref="IMarket.CloseSessionAsync"/>.</summary>
    public Outcome<AgentId> CloseSession(SessionId session, TimeSpan silence = default)
    {
        Network.Cut(session);
        return Ask(new CloseSession(session, silence));
    }

    /// <summary>As <see cref="IMarket.PostJobAsync"/>.</summary>
    public Outcome<JobReceipt> PostJob(JobSpec spec, ReadBack readBack = ReadBack.Receipt, IdempotencyKey? idempotency = null)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return JobValidation.Check(spec) is { } refusal ? Refuse<JobReceipt>(refusal) : AskForJob(new PostJob(spec, readBack), idempotency);
    }

    /// <summary>As <see cref="IMarket.ApproveJobAsync"/>.</summary>
    public Outcome<JobReceipt> ApproveJob(JobId job, string buyer, IdempotencyKey? idempotency = null) =>
        AskForJob(new ApproveJob(job, buyer, ReadBack.Receipt), idempotency);

    /// <summary>As <see cref="IMarket.RejectJobAsync"/>.</summary>
    public Outcome<DisputeRecord> RejectJob(
        JobId job, string buyer, string reason, DisputeCategory category = DisputeCategory.Other, IdempotencyKey? idempotency = null) =>
        DisputeValidation.Check(reason, category) is { } refusal
            ? Refuse<DisputeRecord>(refusal)
            : AskForDispute(new RejectJob(job, buyer, reason, category), idempotency);

    /// <summary>As <see cref="IMarket.CancelJobAsync"/>.</summary>
    public Outcome<JobReceipt> CancelJob(JobId job, string buyer, bool running = false, IdempotencyKey? idempotency = null) =>
        AskForJob(new CancelJob(job, buyer, running, ReadBack.Receipt), idempotency);

    /// <summary>As <see cref="IMarket.ClaimJobAsync"/>.</summary>
    public Outcome<JobReceipt> ClaimJob(JobId job, string wallet, IdempotencyKey? idempotency = null) =>
        AskForJob(new ClaimJob(job, wallet, default, ReadBack.Receipt), idempotency);

    /// <summary>As <see cref="IMarket.AcceptJobAsync"/>.</summary>
    public Outcome<JobReceipt> AcceptJob(JobId job, string wallet, int? attempt = null) => Ask(new AcceptJob(job, wallet, attempt, default));

    /// <summary>As <see cref="IMarket.DeclineJobAsync"/>.</summary>
    public Outcome<JobReceipt> DeclineJob(JobId job, string wallet, int? attempt = null) => Ask(new DeclineJob(job, wallet, attempt));

    /// <summary>As <see cref="IMarket.ReportProgressAsync"/>.</summary>
    public Outcome<JobReceipt> ReportProgress(JobId job, string wallet, ProgressReport report) =>
        JobValidation.Check(report) is { } refusal
            ? Refuse<JobReceipt>(refusal)
            : Ask(new ReportProgress(job, wallet, report, ReadBack.Receipt));

    /// <summary>As <see cref="IMarket.CompleteJobAsync"/>.</summary>
    public Outcome<JobReceipt> CompleteJob(JobId job, string wallet, JobResult result, IdempotencyKey? idempotency = null)
    {
        ArgumentNullException.ThrowIfNull(result);
        return JobValidation.Check(result) is { } refusal
            ? Refuse<JobReceipt>(refusal)
            : AskForJob(new CompleteJob(job, wallet, result, ReadBack.Receipt), idempotency);
    }

    /// <summary>As <see cref="IMarket.ConfirmCancelAsync"/>.</summary>
    public Outcome<JobReceipt> ConfirmCancel(JobId job, string wallet, int? attempt = null) => Ask(new ConfirmCancel(job, wallet, attempt));

    /// <summary>As <see cref="IMarket.OpenDisputeAsync"/>.</summary>
    public Outcome<DisputeRecord> OpenDispute(DisputeClaim claim, IdempotencyKey? idempotency = null)
    {
        ArgumentNullException.ThrowIfNull(claim);
        return DisputeValidation.Check(claim) is { } refusal ? Refuse<DisputeRecord>(refusal) : AskForDispute(new OpenDispute(claim), idempotency);
    }

    /// <summary>As <see cref="IMarket.AnswerInviteAsync"/>.</summary>
    public Outcome<DisputeId> AnswerInvite(DisputeId dispute, AgentId agent, bool accepts) => Ask(new AnswerInvite(dispute, agent, accepts));

    /// <summary>As <see cref="IMarket.CastVoteAsync"/>.</summary>
    public Outcome<DisputeId> CastVote(
        DisputeId dispute, AgentId juror, JuryChoice choice, int confidence = 5, ReadOnlyMemory<byte> salt = default) =>
        VoteValidation.Check(choice, salt) is { } refusal
            ? Refuse<DisputeId>(refusal)
            : Ask(new CastVote(dispute, juror, choice, salt, Math.Clamp(confidence, 1, 10)));

    /// <summary>As <see cref="IMarket.SealVoteAsync"/>.</summary>
    public Outcome<DisputeId> SealVote(DisputeId dispute, AgentId juror, ReadOnlyMemory<byte> commitment) =>
        VoteValidation.CheckHash("commitment", commitment) is { } refusal
            ? Refuse<DisputeId>(refusal)
            : Ask(new SealVote(dispute, juror, commitment));

    /// <summary>As <see cref="IMarket.AppealDisputeAsync"/>.</summary>
    public Outcome<DisputeRecord> AppealDispute(DisputeId dispute, string wallet) => Ask(new AppealDispute(dispute, wallet));

    /// <summary>As <see cref="IMarket.GetJobAsync"/>: live or archived.</summary>
    public Outcome<JobRecord> GetJob(JobId job)
    {
        var live = Ask(new Query<JobRecord>(
            market => market.Jobs.TryFind(Uuid.FromGuid(job.Value), out var found) ? JobRecords.Of(market, found.Slot) : null,
            RefusalCode.JobNotFound,
            "There is no such job."));
        return live.Refusal?.Code == RefusalCode.JobNotFound && Blocking.Wait(_ports.Archive.GetAsync(job, default)) is { } archived
            ? new Outcome<JobRecord>(archived, live.Position)
            : live;
    }

    /// <summary>As <see cref="IMarket.GetDisputeAsync"/>: live or archived.</summary>
    public Outcome<DisputeRecord> GetDispute(DisputeId dispute)
    {
        var live = Ask(new Query<DisputeRecord>(
            market => market.Disputes.TryFind(Uuid.FromGuid(dispute.Value), out var found) ? DisputeRecords.Of(market, found.Slot) : null,
            RefusalCode.DisputeNotFound,
            "There is no such dispute."));
        return live.Refusal?.Code == RefusalCode.DisputeNotFound && Blocking.Wait(_ports.Archive.GetDisputeAsync(dispute, default)) is { } archived
            ? new Outcome<DisputeRecord>(archived, live.Position)
            : live;
    }

    /// <summary>As <see cref="IMarket.FindAgentAsync"/>.</summary>
    public Outcome<AgentRecord> FindAgent(string wallet)
    {
        ArgumentNullException.ThrowIfNull(wallet);
        return Ask(new Query<AgentRecord>(
            market => market.Wallets.TryFind(wallet, out var found) && market.Wallets[found].Agent is > 0 and var link
                ? AgentRecords.Of(market, link - 1)
                : null,
            RefusalCode.AgentNotFound,
            "There is no agent of this wallet."));
    }

    /// <summary>As <see cref="IMarket.GetStatisticsAsync"/>.</summary>
    public Outcome<MarketStatistics> GetStatistics() => Ask(new Query<MarketStatistics>(StatisticsReader.Read, RefusalCode.InternalError, ""));
}
