using PhantomParadox.Agents;
using PhantomParadox.Disputes;
using PhantomParadox.Idempotency;
using PhantomParadox.Jobs;
using PhantomParadox.Journal;
using PhantomParadox.Memory;
using PhantomParadox.Payments;

namespace PhantomParadox.Core.Tests.Foundation;

/// <summary>Each event is written as it always was, and read back.</summary>
public sealed class GoldenEventTests
{
    private const long Time = 1_767_000_000_000;

    private static readonly Handle Job = new(300, 2);
    private static readonly Handle Agent = new(7, 1);
    private static readonly Handle Wallet = new(9, 4);
    private static readonly UInt128 Id = new(0x019B7CA98C887683, 0xA9F1038790DB5B7E);
    private static readonly byte[] Nonce = [.. Enumerable.Range(0, 32).Select(value => (byte)value)];
    private static readonly byte[] Lines = LinesOf((Wallet, 1_000_000UL), (new Handle(300, 1), ulong.MaxValue));
    private static readonly JobMetrics Metrics = new() { BytesProcessed = 1_000_000, Duration = 0 };
    private static readonly ReputationState Reputation = new(1UL << 33, 1UL << 32, 5, 0, 20_454, 98);

    [Fact]
    public void EveryEvent_KeepsItsBytes()
    {
        SortedSet<string> seen = new(StringComparer.Ordinal);
        Check(new MarketCreated(Id));
        Check(new HostStarted(3, 86_400_000));
        Check(new SessionsSwept(256, 256, Time, Time + 1));
        Check(new KeyRemembered(Id, ulong.MaxValue, 7, new KeptAnswer(Id, (byte)JobStatus.InProgress)));
        Check(new KeysForgotten(256));
        Check(new WalletRegistered { Wallet = Wallet, Text = "wallet" });
        Check(new AgentRegistered(Agent, Id, Wallet, Reputation, 43, 430, true));
        Check(new SessionOpened(Agent, ulong.MaxValue));
        Check(new ProfileChanged
        {
            Agent = Agent, Platform = "linux", Version = "1.2.3", Capabilities = new EventTexts(["relay", "gpu"]), Operator = "größer",
            MaxBandwidth = -1, DailyDataCap = 1_000, Capacity = 64, Acknowledges = true, BytesRelayed = 12, Score = 43,
        });
        Check(new SessionClosed(Agent, Time, Time + 60_000, 0));
        Check(new AgentForgotten(Agent));
        Check(new ReputationChanged(Agent, Reputation, 55, 60, Wallet, 550, Job));
        Check(new StartTimeoutsCounted(Agent, 2, Paused: true));
        Check(new JobPosted
        {
            Job = Job, Id = Id, Buyer = Wallet, Type = JobType.Storage, Currency = Currency.Usdc, Amount = 1_000_000_000_000_000,
            AutoApprove = true, MaxAttempts = 10, MinReputation = 70, MinBandwidth = 100, Deadline = Time, QueueDue = Time + 1,
            Capabilities = new EventTexts(["gpu"]), Description = "Schlüssel €", EscrowReference = "tx", Nonce = Nonce,
            Tags = new EventTexts(["a", new string('b', 64)]),
        });
        Check(new JobQueued(Job));
        Check(new JobAssigned { Job = Job, Agent = Agent, Attempt = 3, StartDue = Time, Claimed = true, Nonce = Nonce });
        Check(new JobAccepted { Job = Job, StartDue = Time, Nonce = Nonce });
        Check(new JobProgressed(Job, 40, Metrics, Time));
        Check(new JobRequeued(Job, RequeueReason.AttemptFailed, Agent, 1, 2, Time));
        Check(new ResultReceived { Job = Job, Success = true, Output = "output", ProofHash = "00ff", Metrics = Metrics });
        Check(new JobCompleted(Job, Time));
        Check(new JobFailed(Job, JobFailure.MaxRuntimeExceeded, Time));
        Check(new CancelRequested(Job, Time));
        Check(new JobCancelled(Job));
        Check(new JobSettled(Job, Settlement.Refunded));
        Check(new JobArchived(Job));
        Check(new MoneyMoved(Job, AccountKind.Escrow, Handle.None, AccountKind.Earned, Wallet, Currency.Sol, ulong.MaxValue));
        Check(new PayoutOpened
        {
            Payout = new Handle(5, 2), Id = Id, Currency = Currency.Usdc, Lines = Lines, Reference = "5VERv8NMvzbJMEkV8xnrLkEaWRtSz9CosKDYjCJjBRnb",
            Signed = Nonce, ExpiresAt = 300_000_150, Fee = 5_000, Network = "solana:5eykt4UsFv8P8NJdTREpY1vzqKqZKvdpKuc147dw2N9d",
        });
        Check(new PayoutEnded
        {
            Payout = new Handle(5, 2), Status = PayoutStatus.Released, Position = 250_000_000, Fee = 5_000, Detail = "InsufficientFundsForRent",
        });
        Check(new PayoutDoubted { Payout = new Handle(5, 2), Detail = "größer" });
        Check(new PayoutsForgotten(256));
        Check(new DepositCounted { Order = new Handle(6, 1), Transaction = "5VERv8NMvzbJMEkV8xnrLkEa", Amount = 1_000_000, ArrivedAt = Time, Position = 250_000_000 });
        Check(new JobFunded(Job, Time));
        Check(new DepositsClosed(256));
        Check(new DepositsForgotten(1));
        Check(new DisputeOpened
        {
            Dispute = new Handle(1, 1), Id = Id, Job = Job, Opener = Party.Agent, Category = DisputeCategory.Fraud, Reason = "because",
            JurySize = 10, ConsensusRequired = 8, RoundDue = Time, Terms = new DisputeTerms(3, 2, 50, 1_000_000_000, JuryChoice.Split),
        });
        Check(new EvidenceSubmitted
        {
            Evidence = new Handle(2, 1), Id = Id, Dispute = new Handle(1, 1), Party = Party.Buyer, Kind = EvidenceKind.Proof, Title = "title",
            Description = "description", DataHash = "00ff", Url = "ar://abc",
        });

        Check(new CooldownEnded(Agent));
        Check(new RoundOpened
        {
            Round = new Handle(3, 1), Dispute = new Handle(1, 1), Number = 1, Kind = RoundKind.Appeal, Seats = 21, Consensus = 17,
            SourceName = "chain:00ff:7", BeaconIndex = 7, SeedDue = Time, PoolRoot = Nonce, PoolCount = 300, PoolTotal = 30_000,
            Candidates = Nonce,
        });
        Check(new PoolCommitted { Round = new Handle(3, 1), PoolRoot = Nonce, PoolTotal = 300_000 });
        Check(new JuryDrawn
        {
            Round = new Handle(3, 1), SeedValue = Nonce, Seats = 5, Consensus = 4, Quorum = 4, Hits = Nonce, Positions = Nonce,
            PositionCount = 6, AcceptDue = Time, Parties = Nonce, RelatedJobs = Nonce,
        });
        Check(new DutyOffered(new Handle(4, 1), new Handle(3, 1), Agent, 2, 3, Time));
        Check(new DutyAnswered(new Handle(4, 1), DutyState.Declined));
        Check(new VotingOpened(new Handle(3, 1), Time, Time + 1));
        Check(new VoteCast(new Handle(4, 1), JuryChoice.Split, 7, Time));
        Check(new VoteSealed { Duty = new Handle(4, 1), Commitment = Nonce });
        Check(new VoteRevealed { Duty = new Handle(4, 1), Choice = JuryChoice.MuscleWin, Confidence = 10, Salt = Nonce, RestUntil = Time });
        Check(new VoteVoided { Duty = new Handle(4, 1), Salt = Nonce, RestUntil = Time });
        Check(new RevealOpened(new Handle(3, 1), Time));
        Check(new RoundDecided(new Handle(3, 1), JuryChoice.BrainsWin, IsConsensus: true, Time, Time + 1));
        Check(new AppealOpened(new Handle(1, 1), Party.Agent, 500, AccountKind.Earned, Time));
        Check(new DisputeSettled(new Handle(1, 1), DisputeStatus.Resolved, JuryChoice.MuscleWin, 1, 2, 3, 4));
        Check(new DutyClosed(new Handle(4, 1), 45));

        var events = typeof(Market).Assembly.GetTypes()
            .Where(type => type.IsValueType && type.GetInterfaces().Any(face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(IEvent<>)))
            .Select(type => type.Name);
        Assert.Equal(events.Order(StringComparer.Ordinal), seen);
        Assert.Equal(Enum.GetValues<EventTag>().Length, seen.Count);

        void Check<TEvent>(in TEvent happened)
            where TEvent : struct, IEvent<TEvent>, allows ref struct
        {
            seen.Add(typeof(TEvent).Name);
            var frame = Encode(happened);
            GoldenFile.Match(typeof(TEvent).Name, frame);
            var reader = new FrameReader(frame);
            Assert.True(reader.MoveNext());
            Assert.Equal(frame, Encode(reader.Read<TEvent>()));
            // An export names every field as the event does, but for those that have fields of their own.
            var fields = EventFields.Read(reader.Tag, reader.Fields.ToArray());
            Assert.NotNull(fields);
            Assert.Equal(fields.Count, fields.DistinctBy(field => field.Name).Count());
            var members = typeof(TEvent).GetProperties().Where(member => member.CanWrite).Select(member => member.Name.ToLowerInvariant()).ToHashSet();
            Assert.Subset(
                fields.Select(field => field.Name.ToLowerInvariant()).ToHashSet(), members.Except(["tag", "reputation", "metrics", "terms", "pool", "answer", "texts"]).ToHashSet());
        }
    }

    [Fact]
    public void AJobForADeposit_KeepsItsBytes_AndOnlyThenHasThem()
    {
        var frame = Encode(new JobPosted
        {
            Job = Job, Id = Id, Buyer = Wallet, Type = JobType.Storage, Currency = Currency.Usdc, Amount = 7, AutoApprove = true, MaxAttempts = 1,
            MinReputation = 0, MinBandwidth = 0, Deadline = 0, QueueDue = Time, Capabilities = new EventTexts(["gpu"]), Description = "text",
            EscrowReference = "tx", Nonce = Nonce, Tags = new EventTexts(["a"]), Deposit = DepositReference.Of(Nonce), DepositDue = Time + 1,
        });
        GoldenFile.Match("JobPostedForDeposit", frame);
        var reader = new FrameReader(frame);
        Assert.True(reader.MoveNext());
        var read = reader.Read<JobPosted>();
        Assert.Equal((DepositReference.Of(Nonce), Time + 1), (read.Deposit, read.DepositDue));
        var texts = new SpecTexts(read.Texts);
        Assert.Equal(["a"], EventTexts.Decode(texts.Tags));
        Assert.Equal(Nonce, texts.Nonce.ToArray());
        // The reference with its length, and the time: no part of what the buyer wrote.
        Assert.True(read.Texts.SequenceEqual(reader.Fields[^(read.Texts.Length + 39)..^39]));
        Assert.Equal(frame, Encode(read));
        Assert.Equal(["deposit", "depositDue"], EventFields.Read(reader.Tag, reader.Fields.ToArray())![^2..].Select(field => field.Name));
    }

    private static byte[] LinesOf(params ReadOnlySpan<(Handle Wallet, ulong Amount)> lines)
    {
        var writer = new FieldWriter();
        foreach (var (wallet, amount) in lines)
            PayoutLines.Add(writer, wallet, amount);
        return writer.Written.ToArray();
    }

    private static byte[] Encode<TEvent>(in TEvent happened)
        where TEvent : struct, IEvent<TEvent>, allows ref struct
    {
        var writer = new EventWriter();
        writer.BeginFrame(1, Time);
        writer.Append(happened);
        return writer.EndFrame().ToArray();
    }
}
