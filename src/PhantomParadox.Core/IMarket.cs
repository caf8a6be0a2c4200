namespace PhantomParadox;

/// <summary>A running market: commands that change it, queries that read it, and the feed of what happens.</summary>
/// <remarks>
/// <para>Every member may be called from any thread. Calls of one caller are handled in the order in which they were made; a query
/// sees every command that was made before it. An answer is given only when all that it reflects is durable.</para>
/// <para>A refusal is an answer, not an exception: see <see cref="Outcome{T}.Refusal"/>. Cancelling a call stops the waiting, not the
/// command: it may still be carried out.</para>
/// <para>Commands take an optional <see cref="IdempotencyKey"/>: what was accepted under one is answered the same way again, with
/// <see cref="Outcome{T}.Replayed"/>, and happens once. They are then also refused with <c>IdempotencyKeyReused</c> or
/// <c>IdempotencyQuota</c>.</para>
/// </remarks>
public interface IMarket
{
    /// <summary>Whether the market takes commands, and if not, why.</summary>
    MarketCondition Condition { get; }

    /// <summary>
    /// Null while reads are answered from the present state. After the journal has failed, once what had been acknowledged was read back:
    /// the time of the newest event that reads are answered from since.
    /// </summary>
    DateTimeOffset? AsOf { get; }

    // Agents

    /// <summary>
    /// Opens a session for a wallet, or takes it over from the wallet's earlier session. The transport that holds the session gets
    /// <see cref="AgentMessage.SessionOpened"/> first, then all held work once more.
    /// </summary>
    /// <returns>The agent. Refused with <c>ValidationFailed</c>.</returns>
    ValueTask<Outcome<AgentId>> OpenSessionAsync(SessionId session, AgentProfile profile, CancellationToken cancellationToken = default);

    /// <summary>Replaces the profile of a session's agent. The transport gets <see cref="AgentMessage.ProfileAccepted"/> when it is durable.</summary>
    /// <returns>The agent. Refused with <c>ValidationFailed</c> or <c>SessionUnknown</c>; its wallet can't change.</returns>
    ValueTask<Outcome<AgentId>> UpdateProfileAsync(SessionId session, AgentProfile profile, CancellationToken cancellationToken = default);

    /// <summary>
    /// Reports that a session is gone or silent: its agent is offline at once, and its leases end when
    /// <see cref="AgentOptions.HeartbeatTimeout"/> has passed since its last word. A session that isn't its agent's present one is ignored.
    /// </summary>
    /// <param name="session">The session.</param>
    /// <param name="silence">How long ago the agent's last word was.</param>
    /// <param name="cancellationToken">Stops the waiting.</param>
    ValueTask<Outcome<AgentId>> CloseSessionAsync(SessionId session, TimeSpan silence, CancellationToken cancellationToken = default);

    /// <summary>Reads one agent.</summary>
    /// <returns>The agent. Refused with <c>AgentNotFound</c>.</returns>
    ValueTask<Outcome<AgentRecord>> GetAgentAsync(AgentId agent, CancellationToken cancellationToken = default);

    /// <summary>Reads the agent of a wallet.</summary>
    /// <returns>The agent. Refused with <c>AgentNotFound</c>.</returns>
    ValueTask<Outcome<AgentRecord>> FindAgentAsync(string wallet, CancellationToken cancellationToken = default);

    /// <summary>Lists agents, newest first: by registration, or by session where only live ones are asked for.</summary>
    /// <returns>A page. Refused with <c>ValidationFailed</c> for a bad limit or cursor.</returns>
    ValueTask<Outcome<Page<AgentRecord>>> ListAgentsAsync(AgentQuery query, CancellationToken cancellationToken = default);

    // Jobs: the buyer's side

    /// <summary>Posts a job and puts its payment into escrow; the scheduler looks for an agent at once.</summary>
    /// <returns>The job: pending, or assigned already where an idle agent could take it. Refused with <c>ValidationFailed</c>, <c>InsufficientEscrow</c> or <c>Overloaded</c>.</returns>
    ValueTask<Outcome<JobReceipt>> PostJobAsync(JobSpec spec, ReadBack readBack = ReadBack.Receipt, IdempotencyKey? idempotency = null, CancellationToken cancellationToken = default);

    /// <summary>Approves a completed job: its payment is released to the agent.</summary>
    /// <returns>The job. Refused with <c>JobNotFound</c>, <c>NotBuyer</c>, <c>AlreadySettled</c> or <c>InvalidState</c>.</returns>
    ValueTask<Outcome<JobReceipt>> ApproveJobAsync(JobId job, string buyer, ReadBack readBack = ReadBack.Receipt, IdempotencyKey? idempotency = null, CancellationToken cancellationToken = default);

    /// <summary>Rejects a completed job: its payment is frozen and a dispute opened.</summary>
    /// <returns>The dispute. Refused with <c>JobNotFound</c>, <c>NotBuyer</c>, <c>AlreadySettled</c>, <c>DisputeExists</c>, <c>WindowClosed</c> or <c>InvalidState</c>.</returns>
    ValueTask<Outcome<DisputeRecord>> RejectJobAsync(JobId job, string buyer, string reason, DisputeCategory category = DisputeCategory.Other, IdempotencyKey? idempotency = null, CancellationToken cancellationToken = default);

    /// <summary>Cancels a pending job, or asks the agent of a running one to stop.</summary>
    /// <param name="job">The job.</param>
    /// <param name="buyer">The wallet of its buyer.</param>
    /// <param name="running">Whether a job that an agent holds may be cancelled too.</param>
    /// <param name="readBack">How much to copy out.</param>
    /// <param name="idempotency">The caller's name for the request; see the remarks.</param>
    /// <param name="cancellationToken">Stops the waiting.</param>
    /// <returns>The job: cancelled, or still running with the request on record. Refused with <c>JobNotFound</c>, <c>NotBuyer</c> or <c>InvalidState</c>.</returns>
    ValueTask<Outcome<JobReceipt>> CancelJobAsync(JobId job, string buyer, bool running = false, ReadBack readBack = ReadBack.Receipt, IdempotencyKey? idempotency = null, CancellationToken cancellationToken = default);

    // Jobs: the agent's side

    /// <summary>Takes a pending job by the agent's own choice.</summary>
    /// <param name="job">The job.</param>
    /// <param name="wallet">The agent's wallet.</param>
    /// <param name="nonce">32 bytes of the agent's choice for a later jury draw; empty for none.</param>
    /// <param name="readBack">How much to copy out.</param>
    /// <param name="idempotency">The caller's name for the request; see the remarks.</param>
    /// <param name="cancellationToken">Stops the waiting.</param>
    /// <returns>The job. Refused with <c>JobNotFound</c>, <c>AgentUnknown</c>, <c>AgentOffline</c>, <c>AgentBusy</c>, <c>AlreadyClaimed</c>, <c>DeadlineExceeded</c>, <c>RequirementsNotMet</c> or <c>InvalidState</c>.</returns>
    ValueTask<Outcome<JobReceipt>> ClaimJobAsync(JobId job, string wallet, ReadOnlyMemory<byte> nonce = default, ReadBack readBack = ReadBack.Receipt, IdempotencyKey? idempotency = null, CancellationToken cancellationToken = default);

    /// <summary>Acknowledges an assignment: the short start acknowledgement becomes the start timeout.</summary>
    /// <returns>The job. Refused with <c>JobNotFound</c>, <c>NotAssignee</c>, <c>LeaseLost</c> or <c>InvalidState</c>.</returns>
    ValueTask<Outcome<JobReceipt>> AcceptJobAsync(JobId job, string wallet, int? attempt = null, ReadOnlyMemory<byte> nonce = default, IdempotencyKey? idempotency = null, CancellationToken cancellationToken = default);

    /// <summary>Hands an assignment back before work began: the job goes to another agent, and nobody's reputation changes.</summary>
    /// <returns>The job. Refused with <c>JobNotFound</c>, <c>NotAssignee</c>, <c>LeaseLost</c> or <c>InvalidState</c>.</returns>
    ValueTask<Outcome<JobReceipt>> DeclineJobAsync(JobId job, string wallet, int? attempt = null, IdempotencyKey? idempotency = null, CancellationToken cancellationToken = default);

    /// <summary>Reports progress; the first report starts the work.</summary>
    /// <returns>The job. Refused with <c>JobNotFound</c>, <c>ProgressOutOfRange</c>, <c>NotAssignee</c>, <c>LeaseLost</c>, <c>AlreadyCompleted</c> or <c>InvalidState</c>.</returns>
    ValueTask<Outcome<JobReceipt>> ReportProgressAsync(JobId job, string wallet, ProgressReport report, ReadBack readBack = ReadBack.Receipt, IdempotencyKey? idempotency = null, CancellationToken cancellationToken = default);

    /// <summary>Ends the attempt with a result: pays at once where the buyer asked for that, else waits for approval.</summary>
    /// <returns>The job. Refused with <c>JobNotFound</c>, <c>NotAssignee</c>, <c>LeaseLost</c>, <c>AlreadyCompleted</c>, <c>InvalidState</c> or <c>ValidationFailed</c>.</returns>
    ValueTask<Outcome<JobReceipt>> CompleteJobAsync(JobId job, string wallet, JobResult result, ReadBack readBack = ReadBack.Receipt, IdempotencyKey? idempotency = null, CancellationToken cancellationToken = default);

    /// <summary>Confirms that the agent has stopped, as the buyer asked.</summary>
    /// <returns>The job, cancelled. Refused with <c>JobNotFound</c>, <c>NotAssignee</c>, <c>LeaseLost</c> or <c>InvalidState</c>.</returns>
    ValueTask<Outcome<JobReceipt>> ConfirmCancelAsync(JobId job, string wallet, int? attempt = null, IdempotencyKey? idempotency = null, CancellationToken cancellationToken = default);

    /// <summary>Reads one job.</summary>
    /// <returns>The job, live or archived. Refused with <c>JobNotFound</c>.</returns>
    ValueTask<Outcome<JobRecord>> GetJobAsync(JobId job, CancellationToken cancellationToken = default);

    /// <summary>Lists jobs, live and archived, newest first.</summary>
    /// <returns>A page. Refused with <c>ValidationFailed</c> for a bad limit, cursor or span of time.</returns>
    ValueTask<Outcome<Page<JobRecord>>> ListJobsAsync(JobQuery query, CancellationToken cancellationToken = default);

    // Disputes

    /// <summary>Opens a dispute: the job stops and its payment is frozen.</summary>
    /// <returns>The dispute. Refused with <c>JobNotFound</c>, <c>NoAgentYet</c>, <c>NotAParty</c>, <c>DisputeExists</c>, <c>AlreadySettled</c>, <c>WindowClosed</c>, <c>InvalidState</c> or <c>ValidationFailed</c>.</returns>
    ValueTask<Outcome<DisputeRecord>> OpenDisputeAsync(DisputeClaim claim, IdempotencyKey? idempotency = null, CancellationToken cancellationToken = default);

    /// <summary>Adds a piece of evidence to an open dispute.</summary>
    /// <returns>The evidence. Refused with <c>DisputeNotFound</c>, <c>NotAParty</c>, <c>EvidenceClosed</c>, <c>EvidenceLimit</c>, <c>TooLarge</c> or <c>ValidationFailed</c>.</returns>
    ValueTask<Outcome<EvidenceRecord>> SubmitEvidenceAsync(DisputeId dispute, EvidenceSubmission evidence, IdempotencyKey? idempotency = null, CancellationToken cancellationToken = default);

    /// <summary>Reads one dispute.</summary>
    /// <returns>The dispute. Refused with <c>DisputeNotFound</c>.</returns>
    ValueTask<Outcome<DisputeRecord>> GetDisputeAsync(DisputeId dispute, CancellationToken cancellationToken = default);

    /// <summary>Lists disputes, newest first.</summary>
    /// <returns>A page. Refused with <c>ValidationFailed</c> for a bad limit, cursor or span of time.</returns>
    ValueTask<Outcome<Page<DisputeRecord>>> ListDisputesAsync(DisputeQuery query, CancellationToken cancellationToken = default);

    // Juries

    /// <summary>Answers an invitation to a jury: the seat is taken, or goes to the next in the order of the draw.</summary>
    /// <returns>The dispute. Refused with <c>DisputeNotFound</c>, <c>NotInvited</c>, <c>AlreadyAccepted</c> or <c>InviteExpired</c>.</returns>
    ValueTask<Outcome<DisputeId>> AnswerInviteAsync(DisputeId dispute, AgentId agent, bool accepts, IdempotencyKey? idempotency = null, CancellationToken cancellationToken = default);

    /// <summary>Votes openly, or with the salt reveals the vote that was sealed.</summary>
    /// <param name="dispute">The dispute.</param>
    /// <param name="juror">The juror.</param>
    /// <param name="choice">The vote.</param>
    /// <param name="confidence">How sure the juror is; recorded, never weighted. Taken to the nearer end of 1 to 10.</param>
    /// <param name="salt">The salt of the sealed vote, 32 bytes; empty for an open vote.</param>
    /// <param name="idempotency">The caller's name for the request; see the remarks.</param>
    /// <param name="cancellationToken">Stops the waiting.</param>
    /// <returns>The dispute. Refused with <c>DisputeNotFound</c>, <c>NotAJuror</c>, <c>WrongPhase</c>, <c>AlreadyVoted</c>, <c>CommitmentMismatch</c>, <c>InvalidVote</c> or <c>ValidationFailed</c>.</returns>
    ValueTask<Outcome<DisputeId>> CastVoteAsync(DisputeId dispute, AgentId juror, JuryChoice choice, int confidence = 5, ReadOnlyMemory<byte> salt = default, IdempotencyKey? idempotency = null, CancellationToken cancellationToken = default);

    /// <summary>Seals a vote (see <see cref="VoteCommitment"/>); till the commit phase ends another may be sealed in its place.</summary>
    /// <returns>The dispute. Refused with <c>DisputeNotFound</c>, <c>NotAJuror</c>, <c>WrongPhase</c>, <c>AlreadyVoted</c> or <c>ValidationFailed</c>.</returns>
    ValueTask<Outcome<DisputeId>> SealVoteAsync(DisputeId dispute, AgentId juror, ReadOnlyMemory<byte> commitment, IdempotencyKey? idempotency = null, CancellationToken cancellationToken = default);

    /// <summary>Shows that a juror's salt is known before the reveal: its sealed vote is void.</summary>
    /// <returns>The dispute. Refused with <c>DisputeNotFound</c>, <c>NotAJuror</c>, <c>WrongPhase</c>, <c>CommitmentMismatch</c> or <c>ValidationFailed</c>.</returns>
    ValueTask<Outcome<DisputeId>> ReportLeakAsync(DisputeId dispute, AgentId juror, ReadOnlyMemory<byte> salt, IdempotencyKey? idempotency = null, CancellationToken cancellationToken = default);

    /// <summary>Appeals against a ruling: a larger jury of other agents rules again.</summary>
    /// <returns>The dispute. Refused with <c>DisputeNotFound</c>, <c>NotAParty</c>, <c>WrongPhase</c>, <c>NoLargerJury</c> or <c>InsufficientBond</c>.</returns>
    ValueTask<Outcome<DisputeRecord>> AppealDisputeAsync(DisputeId dispute, string wallet, IdempotencyKey? idempotency = null, CancellationToken cancellationToken = default);

    /// <summary>Reads what juries ask of an agent; nothing for an agent that isn't known.</summary>
    ValueTask<Outcome<JuryDuties>> GetDutiesAsync(AgentId agent, CancellationToken cancellationToken = default);

    /// <summary>Reads all that is needed to check a dispute without trusting the market; votes and jurors only after the verdict.</summary>
    /// <returns>The proof. Refused with <c>DisputeNotFound</c>.</returns>
    ValueTask<Outcome<DisputeProof>> GetProofAsync(DisputeId dispute, CancellationToken cancellationToken = default);

    /// <summary>Reads the whole pool of a draw, from the moment its root is published.</summary>
    /// <param name="dispute">The dispute.</param>
    /// <param name="round">The round, from 0; null for the last one.</param>
    /// <param name="cancellationToken">Stops the waiting.</param>
    /// <returns>The pool. Refused with <c>DisputeNotFound</c>, also where the round has no pool, or it isn't kept any more.</returns>
    ValueTask<Outcome<DisputePool>> GetPoolAsync(DisputeId dispute, int? round = null, CancellationToken cancellationToken = default);

    // The market

    /// <summary>Reads the accounts of a wallet; empty for one that never had money here.</summary>
    ValueTask<Outcome<IReadOnlyList<Balance>>> GetBalancesAsync(string wallet, CancellationToken cancellationToken = default);

    /// <summary>Reads the market's figures.</summary>
    ValueTask<Outcome<MarketStatistics>> GetStatisticsAsync(CancellationToken cancellationToken = default);

    /// <summary>Everything that happens from now on, in order, once it is durable.</summary>
    /// <param name="cancellationToken">Ends the stream.</param>
    /// <returns>The stream. A reader that falls more than 8,192 events behind gets a <see cref="MarketFeedOverrunException"/>.</returns>
    IAsyncEnumerable<MarketEvent> WatchAsync(CancellationToken cancellationToken = default);
}
