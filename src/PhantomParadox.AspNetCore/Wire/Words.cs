namespace PhantomParadox.AspNetCore;

/// <summary>The words of the wire.</summary>
internal static class Words
{
    public static readonly WordList<JobType> JobType = new(
        (PhantomParadox.JobType.Relay, "relay"),
        (PhantomParadox.JobType.Compute, "compute"),
        (PhantomParadox.JobType.Verify, "verify"),
        (PhantomParadox.JobType.Storage, "storage"));

    public static readonly WordList<JobStatus> JobStatus = new(
        (PhantomParadox.JobStatus.Pending, "pending"),
        (PhantomParadox.JobStatus.Assigned, "assigned"),
        (PhantomParadox.JobStatus.InProgress, "in_progress"),
        (PhantomParadox.JobStatus.Completed, "completed"),
        (PhantomParadox.JobStatus.Failed, "failed"),
        (PhantomParadox.JobStatus.Disputed, "disputed"),
        (PhantomParadox.JobStatus.Cancelled, "cancelled"));

    public static readonly WordList<Settlement> Settlement = new(
        (PhantomParadox.Settlement.None, "none"),
        (PhantomParadox.Settlement.Escrowed, "escrowed"),
        (PhantomParadox.Settlement.Frozen, "frozen"),
        (PhantomParadox.Settlement.Released, "released"),
        (PhantomParadox.Settlement.Refunded, "refunded"),
        (PhantomParadox.Settlement.Split, "split"));

    public static readonly WordList<JobFailure> JobFailure = new(
        (PhantomParadox.JobFailure.DeadlineExceeded, "deadline_exceeded"),
        (PhantomParadox.JobFailure.AttemptFailed, "attempt_failed"),
        (PhantomParadox.JobFailure.MaxRuntimeExceeded, "max_runtime_exceeded"),
        (PhantomParadox.JobFailure.LeaseLost, "lease_lost"),
        (PhantomParadox.JobFailure.DepositMissing, "deposit_missing"));

    public static readonly WordList<Currency> Currency = new(
        (PhantomParadox.Currency.Sol, "SOL"),
        (PhantomParadox.Currency.Usdc, "USDC"));

    public static readonly WordList<DepositStatus> DepositStatus = new(
        (PhantomParadox.DepositStatus.Awaited, "awaited"),
        (PhantomParadox.DepositStatus.Funded, "funded"),
        (PhantomParadox.DepositStatus.Lapsed, "lapsed"));

    public static readonly WordList<PayoutStatus> PayoutStatus = new(
        (PhantomParadox.PayoutStatus.Open, "open"),
        (PhantomParadox.PayoutStatus.Paid, "paid"),
        (PhantomParadox.PayoutStatus.Released, "released"),
        (PhantomParadox.PayoutStatus.Review, "review"));

    public static readonly WordList<AgentStatus> AgentStatus = new(
        (PhantomParadox.AgentStatus.Offline, "offline"),
        (PhantomParadox.AgentStatus.Online, "online"),
        (PhantomParadox.AgentStatus.Busy, "busy"));

    public static readonly WordList<Party> Party = new(
        (PhantomParadox.Party.Buyer, "brains"),
        (PhantomParadox.Party.Agent, "muscle"));

    public static readonly WordList<DisputeStatus> DisputeStatus = new(
        (PhantomParadox.DisputeStatus.Open, "open"),
        (PhantomParadox.DisputeStatus.JurySelection, "jury_selection"),
        (PhantomParadox.DisputeStatus.Voting, "voting"),
        (PhantomParadox.DisputeStatus.Resolved, "resolved"),
        (PhantomParadox.DisputeStatus.Timeout, "timeout"));

    public static readonly WordList<DisputeCategory> DisputeCategory = new(
        (PhantomParadox.DisputeCategory.NonDelivery, "non_delivery"),
        (PhantomParadox.DisputeCategory.PoorQuality, "poor_quality"),
        (PhantomParadox.DisputeCategory.NonPayment, "non_payment"),
        (PhantomParadox.DisputeCategory.Fraud, "fraud"),
        (PhantomParadox.DisputeCategory.Other, "other"));

    public static readonly WordList<JuryChoice> JuryChoice = new(
        (PhantomParadox.JuryChoice.BrainsWin, "brains_win"),
        (PhantomParadox.JuryChoice.MuscleWin, "muscle_win"),
        (PhantomParadox.JuryChoice.Split, "split"));

    public static readonly WordList<JurorAnswer> JurorAnswer = new(
        (PhantomParadox.JurorAnswer.Open, "open"),
        (PhantomParadox.JurorAnswer.Declined, "declined"),
        (PhantomParadox.JurorAnswer.Expired, "expired"),
        (PhantomParadox.JurorAnswer.Accepted, "accepted"));

    public static readonly WordList<JuryHitOutcome> JuryHitOutcome = new(
        (PhantomParadox.JuryHitOutcome.Seat, "seat"),
        (PhantomParadox.JuryHitOutcome.Party, "party"),
        (PhantomParadox.JuryHitOutcome.EarlierRound, "earlier_round"),
        (PhantomParadox.JuryHitOutcome.Related, "related"),
        (PhantomParadox.JuryHitOutcome.PartyOperator, "party_operator"),
        (PhantomParadox.JuryHitOutcome.SameOperator, "same_operator"),
        (PhantomParadox.JuryHitOutcome.OutOfRange, "out_of_range"),
        (PhantomParadox.JuryHitOutcome.RelatedPartyOperator, "related_party_operator"));

    public static readonly WordList<EvidenceKind> EvidenceKind = new(
        (PhantomParadox.EvidenceKind.Text, "text"),
        (PhantomParadox.EvidenceKind.Image, "image"),
        (PhantomParadox.EvidenceKind.Log, "log"),
        (PhantomParadox.EvidenceKind.Transaction, "transaction"),
        (PhantomParadox.EvidenceKind.Proof, "proof"));
}
