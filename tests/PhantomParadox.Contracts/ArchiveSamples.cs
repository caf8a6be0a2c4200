namespace PhantomParadox.Contracts;

/// <summary>A job and its dispute in which every field says something.</summary>
public static class ArchiveSamples
{
    private static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero);
    private static readonly byte[] Bytes32 = [.. Enumerable.Range(1, 32).Select(value => (byte)value)];

    /// <summary>A job that a jury has ruled on.</summary>
    public static JobRecord Job { get; } = new()
    {
        Id = new JobId(new Guid(1, 2, 3, [4, 5, 6, 7, 8, 9, 10, 11])),
        Ordinal = 1_000_000_000_000,
        Spec = new JobSpec
        {
            Type = JobType.Storage,
            Buyer = "buyer",
            Description = "Schlüssel €",
            Amount = 1_000_000_000_000_000,
            Currency = Currency.Usdc,
            Requirements = new JobRequirements { MinBandwidth = 0, MinReputation = 70, Capabilities = ["gpu", "tee"] },
            Deadline = Start.AddTicks(123),
            AutoApprove = false,
            MaxAttempts = 3,
            EscrowReference = "",
            Nonce = Bytes32,
            Tags = ["a", "b"],
        },
        Status = JobStatus.Completed,
        Settlement = Settlement.Split,
        Paid = ulong.MaxValue,
        Attempt = 2,
        Agent = new AgentId(new Guid(2, 2, 3, new byte[8])),
        AgentWallet = "agent",
        Progress = 100,
        Metrics = new JobMetrics { BytesProcessed = (1L << 53) - 1, ComputeCycles = 0 },
        Result = new JobResult { Success = false, Output = "", ProofHash = "00ff", Metrics = new JobMetrics { Duration = 5 }, Attempt = 2 },
        Failure = JobFailure.AttemptFailed,
        CreatedAt = Start,
        AssignedAt = Start.AddSeconds(1),
        StartedAt = Start.AddSeconds(2),
        CompletedAt = Start.AddSeconds(3),
        ApprovalDeadline = Start.AddSeconds(4),
        CancelRequestedAt = Start.AddSeconds(5),
        Dispute = new DisputeId(new Guid(3, 2, 3, new byte[8])),
    };

    /// <summary>Its dispute.</summary>
    public static DisputeRecord Dispute { get; } = new()
    {
        Id = Job.Dispute!.Value,
        Job = Job.Id,
        Status = DisputeStatus.Resolved,
        Category = DisputeCategory.Other,
        Reason = "größer als bestellt",
        Opener = Party.Agent,
        Buyer = "buyer",
        AgentWallet = "agent",
        Evidence =
        [
            new EvidenceRecord(
                new EvidenceId(new Guid(4, 2, 3, new byte[8])),
                new EvidenceSubmission
                {
                    Submitter = "buyer", Kind = EvidenceKind.Proof, Title = "title", Description = "what it shows", DataHash = "00ff", Url = "ar://x",
                },
                Start.AddMinutes(1)),
        ],
        JurySize = 10,
        ConsensusRequired = 8,
        Jury = [Juror(0), Juror(1)],
        AcceptedCount = 2,
        VotedCount = 1,
        JuryDeadline = Start.AddMinutes(2),
        CommitDeadline = Start.AddMinutes(3),
        VotingDeadline = Start.AddMinutes(4),
        Verdict = JuryChoice.Split,
        Votes = new VoteTally(1, 2, 3),
        ResolvedAt = Start.AddMinutes(5),
        AppealDeadline = Start.AddMinutes(6),
        Payment = new DisputePayment(1, 2, 3, 4),
        Rounds = 2,
        CreatedAt = Start,
        Ordinal = 70_000,
    };

    /// <summary>The proof of it.</summary>
    public static DisputeProof Proof { get; } = new()
    {
        Dispute = Dispute,
        Escrow = 10,
        Terms = new ProofTerms(10, 8, 3, 2, 250, 1_000_000_000, JuryChoice.Split),
        Appeals = 1,
        Rounds =
        [
            new RoundProof
            {
                Number = 1,
                PoolRoot = Bytes32,
                PoolCount = 1_000_000,
                PoolTotal = ulong.MaxValue,
                Sources = [new SeedSource("chain:00ff:7", Bytes32), new SeedSource("buyer", Bytes32)],
                Seed = Bytes32,
                Wanted = 21,
                WantedConsensus = 17,
                Seats = 7,
                Consensus = 6,
                Quorum = 5,
                Parties = new ProofParties(Job.Agent!.Value, "operator", new AgentId(new Guid(9, 2, 3, new byte[8])), ""),
                Hits =
                [
                    new HitProof(new JuryHit(0, 0, -1, JuryHitOutcome.OutOfRange), null, "", 0, false, []),
                    new HitProof(
                        new JuryHit(1, ulong.MaxValue, 999_999, JuryHitOutcome.Seat), Job.Agent, "operator", 1_000, true,
                        [new JuryPathStep(true, new JuryTreeNode(new Digest(Bytes32), 7)), new JuryPathStep(false, new JuryTreeNode(new Digest(Bytes32), 8))]),
                    new HitProof(
                        new JuryHit(2, 7, 3, JuryHitOutcome.Related), new AgentId(new Guid(7, 2, 3, new byte[8])), "", 700, false, [],
                        new JobId(new Guid(6, 2, 3, new byte[8]))),
                ],
                Positions = [Job.Agent!.Value],
                Departed = [new AgentId(new Guid(8, 2, 3, new byte[8]))],
                Offers = [Juror(0)],
                Tally = new VoteTally(1, 2, 3),
                Verdict = JuryChoice.MuscleWin,
                IsConsensus = true,
                Bond = 500,
            },
        ],
    };

    private static JurorRecord Juror(int seat) => new()
    {
        Agent = new AgentId(new Guid(5 + seat, 2, 3, new byte[8])),
        Wallet = $"juror-{seat}",
        Seat = seat,
        Offer = 3,
        InvitedAt = Start.AddSeconds(seat),
        Answer = JurorAnswer.Accepted,
        AnsweredAt = Start.AddSeconds(9),
        HasVoted = true,
        Vote = JuryChoice.BrainsWin,
        VotedAt = Start.AddSeconds(10),
        Confidence = 10,
        Commitment = Bytes32,
        Salt = Bytes32,
        IsVoid = seat == 1,
        Rewarded = 45,
    };
}
