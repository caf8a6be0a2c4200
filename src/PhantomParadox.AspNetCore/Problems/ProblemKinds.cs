namespace PhantomParadox.AspNetCore;

/// <summary>Every kind of problem that the wire knows: those of the market by their code, and those of HTTP.</summary>
internal static class ProblemKinds
{
    public static readonly ProblemKind MalformedRequest = new(400, "malformed_request", "The request is malformed");
    public static readonly ProblemKind MalformedJson = new(400, "malformed_json", "The body is not valid JSON");
    public static readonly ProblemKind Unauthorized = new(401, "unauthorized", "The caller is not known here");
    public static readonly ProblemKind NotFound = new(404, "not_found", "There is nothing here");
    public static readonly ProblemKind MethodNotAllowed = new(405, "method_not_allowed", "The method is not allowed here");
    public static readonly ProblemKind UnsupportedMediaType = new(415, "unsupported_media_type", "The body must be JSON");

    /// <summary>A fault outside the market: a command may have been carried out before it.</summary>
    public static readonly ProblemKind EdgeFault = new(500, "internal_error", "Something went wrong here", Outcome: "unknown");

    /// <summary>A body that takes too long: nothing was asked for yet.</summary>
    public static readonly ProblemKind BodyTimeout = new(408, "request_timeout", "The request took too long to arrive", 1_000, "none");

    /// <summary>A command without an answer in time: it may still be carried out.</summary>
    public static readonly ProblemKind CommandTimeout = new(504, "outcome_unknown", "It is not known whether that happened", 1_000, "unknown");

    /// <summary>A read without an answer in time.</summary>
    public static readonly ProblemKind ReadTimeout = new(504, "timeout", "The answer took too long", 1_000, "none");

    private static readonly ProblemKind[] ByCode = Build();

    /// <summary>The kind of a refusal by the market.</summary>
    public static ProblemKind Of(RefusalCode code) => ByCode[(int)code];

    private static ProblemKind[] Build()
    {
        var codes = Enum.GetValues<RefusalCode>();
        var kinds = new ProblemKind[codes.Max(code => (int)code) + 1];
        // Zero names no reason: a refusal without one is a fault of ours.
        kinds[0] = Describe(RefusalCode.InternalError);
        foreach (var code in codes)
            kinds[(int)code] = Describe(code);
        return kinds;
    }

    private static ProblemKind Describe(RefusalCode code) => code switch
    {
        RefusalCode.ValidationFailed => new(400, "validation_failed", "The request is not valid"),
        RefusalCode.NotSupported => new(400, "not_supported", "That is not supported yet"),
        RefusalCode.ProgressOutOfRange => new(400, "progress_out_of_range", "Progress is a whole number from 0 to 100"),
        RefusalCode.NoAgentYet => new(400, "no_agent_yet", "The job never had an agent"),
        RefusalCode.InvalidVote => new(400, "invalid_vote", "That is no vote"),
        RefusalCode.InsufficientEscrow => new(402, "insufficient_escrow", "The balance does not cover the payment"),
        RefusalCode.InsufficientBond => new(402, "insufficient_bond", "The balance does not cover the bond"),
        RefusalCode.AgentUnknown => new(403, "agent_unknown", "The wallet has never been here"),
        RefusalCode.RequirementsNotMet => new(403, "requirements_not_met", "The agent does not meet the requirements"),
        RefusalCode.NotAssignee => new(403, "not_assignee", "The caller does not hold the job"),
        RefusalCode.NotBuyer => new(403, "not_buyer", "The caller is not the job's buyer"),
        RefusalCode.NotAParty => new(403, "not_a_party", "The caller is neither side of the job"),
        RefusalCode.NotInvited => new(403, "not_invited", "The agent is not invited to this jury"),
        RefusalCode.NotAJuror => new(403, "not_a_juror", "The agent has no seat on this jury"),
        RefusalCode.JobNotFound => new(404, "job_not_found", "There is no such job"),
        RefusalCode.AgentNotFound => new(404, "agent_not_found", "There is no such agent"),
        RefusalCode.DisputeNotFound => new(404, "dispute_not_found", "There is no such dispute"),
        RefusalCode.PayoutNotFound => new(404, "payout_not_found", "There is no such payout"),
        RefusalCode.DepositNotExpected => new(404, "deposit_not_expected", "No order waits for such a deposit"),
        RefusalCode.AgentOffline => new(409, "agent_offline", "The agent is offline"),
        RefusalCode.AgentBusy => new(409, "agent_busy", "The agent has no free slot"),
        RefusalCode.AlreadyClaimed => new(409, "already_claimed", "Somebody has the job already"),
        RefusalCode.DeadlineExceeded => new(409, "deadline_exceeded", "The deadline has passed"),
        RefusalCode.LeaseLost => new(409, "lease_lost", "The lease is over"),
        RefusalCode.InvalidState => new(409, "invalid_state", "The job does not allow that now"),
        RefusalCode.AlreadyCompleted => new(409, "already_completed", "The job is completed already"),
        RefusalCode.AlreadySettled => new(409, "already_settled", "The job's money has moved already"),
        RefusalCode.DisputeExists => new(409, "dispute_exists", "The job has a dispute already"),
        RefusalCode.WindowClosed => new(409, "window_closed", "The time for that has passed"),
        RefusalCode.EvidenceClosed => new(409, "evidence_closed", "Evidence is no longer taken"),
        RefusalCode.EvidenceLimit => new(409, "evidence_limit", "The party has submitted as much as it may"),
        RefusalCode.InviteExpired => new(409, "invite_expired", "The invitation is over"),
        RefusalCode.AlreadyAccepted => new(409, "already_accepted", "The seat is accepted already"),
        RefusalCode.WrongPhase => new(409, "wrong_phase", "The dispute is in another phase"),
        RefusalCode.AlreadyVoted => new(409, "already_voted", "The juror has voted already"),
        RefusalCode.CommitmentMismatch => new(409, "commitment_mismatch", "The vote is not the one that was sealed"),
        RefusalCode.NoLargerJury => new(409, "no_larger_jury", "A larger jury can't be seated"),
        RefusalCode.SessionUnknown => new(409, "session_unknown", "The session is not open"),
        RefusalCode.PayoutNotOwed => new(409, "payout_not_owed", "That is not owed now"),
        RefusalCode.PayoutCapReached => new(409, "payout_cap_reached", "A cap of payouts is reached"),
        RefusalCode.TooLarge => new(413, "too_large", "That is too long"),
        RefusalCode.IdempotencyKeyReused => new(422, "idempotency_key_reused", "The idempotency key was used for another request"),
        RefusalCode.IdempotencyQuota => new(429, "idempotency_quota", "There are as many idempotency keys as there may be", 60_000),
        RefusalCode.TooManyOpenJobs => new(429, "too_many_open_jobs", "The buyer has as many open jobs as it may", 1_000),
        RefusalCode.Overloaded => new(503, "overloaded", "The market is full for now", 1_000, "none"),
        RefusalCode.Draining => new(503, "draining", "The server is shutting down", 5_000, "none"),
        RefusalCode.StorageUnavailable => new(503, "storage_unavailable", "The market takes no commands", 5_000, "none"),
        RefusalCode.OutcomeUnknown => new(503, "outcome_unknown", "It is not known whether that happened", 1_000, "unknown"),
        RefusalCode.InternalError => new(500, "internal_error", "Something went wrong here", Outcome: "none"),
        // A code without a line here must not take the others with it; a test names it.
        _ => Describe(RefusalCode.InternalError),
    };
}
