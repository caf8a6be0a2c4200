using PhantomParadox.Disputes;
using PhantomParadox.Jobs;

namespace PhantomParadox.Journal;

/// <summary>The names of every event's fields, in the order of the format.</summary>
internal static class EventFields
{
    /// <summary>Lists the fields of an event; null where this version doesn't know the event.</summary>
    /// <exception cref="JournalCorruptException">They can't be read.</exception>
    public static List<JournalField>? Read(EventTag tag, ReadOnlyMemory<byte> fields) => (tag switch
    {
        < EventTag.JobPosted => OfAgents(tag, new FieldLister(fields)),
        < EventTag.DisputeOpened => OfJobs(tag, new FieldLister(fields)),
        _ => OfDisputes(tag, new FieldLister(fields)),
    })?.End();

    private static FieldLister? OfAgents(EventTag tag, FieldLister fields) => tag switch
    {
        EventTag.MarketCreated => fields.Secret("key"),
        EventTag.HostStarted => fields.Number("boot").Number("downtime"),
        EventTag.KeyRemembered => fields.Hash("key").Hashes("caller", "request").Number("result").Id("subject"),
        EventTag.KeysForgotten => fields.Number("count"),
        EventTag.SessionsSwept => fields.Number("from").Number("count").Number("leasesEnd").Number("forgottenAt"),
        EventTag.WalletRegistered => fields.Row("wallet").Text("text"),
        EventTag.AgentRegistered =>
            fields.Row("agent").Id("id").Row("wallet").Reputation().Number("shown").Number("juryWeight").Flag("bootstrap"),
        EventTag.SessionOpened => fields.Row("agent").Number("session"),
        EventTag.ProfileChanged => fields.Row("agent").Text("platform").Text("version").Texts("capabilities").Text("operator")
            .Signed("maxBandwidth").Signed("dailyDataCap").Number("capacity").Flag("acknowledges").Number("bytesRelayed").Number("score"),
        EventTag.SessionClosed => fields.Row("agent").Signed("lastSeen").Signed("leasesEnd").Signed("forgottenAt"),
        EventTag.AgentForgotten or EventTag.CooldownEnded => fields.Row("agent"),
        EventTag.ReputationChanged =>
            fields.Row("agent").Reputation().Number("shown").Number("score").Row("creditedBy").Number("juryWeight").Row("job"),
        EventTag.StartTimeoutsCounted => fields.Row("agent").Number("count").Flag("paused"),
        _ => null,
    };

    private static FieldLister? OfJobs(EventTag tag, FieldLister fields) => tag switch
    {
        EventTag.JobPosted => fields.Row("job").Id("id").Row("buyer").Word<JobType>("type").Word<Currency>("currency").Number("amount")
            .Flag("autoApprove").Number("maxAttempts").Number("minReputation").Number("minBandwidth").Number("deadline").Number("queueDue")
            .Texts("capabilities").Text("description").Text("escrowReference").Bytes("nonce").Texts("tags")
            .Bytes("deposit").Number("depositDue"),
        EventTag.JobQueued or EventTag.JobCancelled or EventTag.JobArchived => fields.Row("job"),
        EventTag.JobAssigned => fields.Row("job").Row("agent").Number("attempt").Number("startDue").Flag("claimed").Bytes("nonce"),
        EventTag.JobAccepted => fields.Row("job").Number("startDue").Bytes("nonce"),
        EventTag.JobProgressed => fields.Row("job").Number("progress").Metrics().Number("runDue"),
        EventTag.JobRequeued => fields.Row("job").Word<RequeueReason>("reason").Row("excludedAgent").Number("failedAttempts")
            .Number("leaseLosses").Number("notBefore"),
        EventTag.ResultReceived => fields.Row("job").Flag("success").Text("output").Text("proofHash").Metrics(),
        EventTag.JobCompleted => fields.Row("job").Number("approvalDue"),
        EventTag.JobFailed => fields.Row("job").Word<JobFailure>("failure").Number("keptUntil"),
        EventTag.CancelRequested => fields.Row("job").Number("graceEnds"),
        EventTag.JobSettled => fields.Row("job").Word<Settlement>("settlement"),
        EventTag.MoneyMoved => fields.Row("job").Word<AccountKind>("from").Row("fromWallet").Word<AccountKind>("to").Row("toWallet")
            .Word<Currency>("currency").Number("amount"),
        _ => OfTreasury(tag, fields),
    };

    private static FieldLister? OfTreasury(EventTag tag, FieldLister fields) => tag switch
    {
        EventTag.PayoutOpened => fields.Row("payout").Id("id").Word<Currency>("currency").Lines("lines").Text("reference").Bytes("signed")
            .Number("expiresAt").Number("fee").Text("network"),
        EventTag.PayoutEnded => fields.Row("payout").Word<PayoutStatus>("status").Number("position").Number("fee").Text("detail"),
        EventTag.PayoutDoubted => fields.Row("payout").Text("detail"),
        EventTag.DepositCounted => fields.Row("order").Text("transaction").Number("amount").Number("arrivedAt").Number("position"),
        EventTag.JobFunded => fields.Row("job").Number("queueDue"),
        EventTag.PayoutsForgotten or EventTag.DepositsClosed or EventTag.DepositsForgotten => fields.Number("count"),
        _ => null,
    };

    private static FieldLister? OfDisputes(EventTag tag, FieldLister fields) => tag switch
    {
        EventTag.DisputeOpened => fields.Row("dispute").Id("id").Row("job").Word<Party>("opener").Word<DisputeCategory>("category")
            .Text("reason").Number("jurySize").Number("consensusRequired").Number("roundDue").Number("offersPerSeat").Number("maxAppeals")
            .Number("feeBps").Number("rewardCap").Word<JuryChoice>("timeoutPolicy"),
        EventTag.EvidenceSubmitted => fields.Row("evidence").Id("id").Row("dispute").Word<Party>("party").Word<EvidenceKind>("kind")
            .Text("title").Text("description").Text("dataHash").Text("url"),
        EventTag.RoundOpened => fields.Row("round").Row("dispute").Number("number").Word<RoundKind>("kind").Number("seats")
            .Number("consensus").Text("sourceName").Number("beaconIndex").Number("seedDue").Bytes("poolRoot").Number("poolCount")
            .Number("poolTotal").Bytes("candidates"),
        EventTag.PoolCommitted => fields.Row("round").Bytes("poolRoot").Number("poolTotal"),
        EventTag.JuryDrawn => fields.Row("round").Bytes("seedValue").Number("seats").Number("consensus").Number("quorum").Bytes("hits")
            .Bytes("positions").Number("positionCount").Number("acceptDue").Bytes("parties").Bytes("relatedJobs"),
        EventTag.DutyOffered => fields.Row("duty").Row("round").Row("agent").Number("seat").Number("offer").Number("due"),
        EventTag.DutyAnswered => fields.Row("duty").Word<DutyState>("answer"),
        EventTag.VotingOpened => fields.Row("round").Number("commitEnds").Number("votingEnds"),
        EventTag.VoteCast => fields.Row("duty").Word<JuryChoice>("choice").Number("confidence").Number("restUntil"),
        EventTag.VoteSealed => fields.Row("duty").Bytes("commitment"),
        EventTag.VoteRevealed =>
            fields.Row("duty").Word<JuryChoice>("choice").Number("confidence").Bytes("salt").Number("restUntil"),
        EventTag.VoteVoided => fields.Row("duty").Bytes("salt").Number("restUntil"),
        EventTag.RevealOpened => fields.Row("round").Number("votingEnds"),
        EventTag.RoundDecided =>
            fields.Row("round").Word<JuryChoice>("verdict").Flag("isConsensus").Number("appealDue").Number("restUntil"),
        EventTag.AppealOpened => fields.Row("dispute").Word<Party>("party").Number("bond").Word<AccountKind>("from").Number("roundDue"),
        EventTag.DisputeSettled => fields.Row("dispute").Word<DisputeStatus>("status").Word<JuryChoice>("verdict")
            .Number("buyerReceives").Number("agentReceives").Number("juryReward").Number("protocolFee"),
        EventTag.DutyClosed => fields.Row("duty").Number("reward"),
        _ => null,
    };
}
