using System.Runtime.CompilerServices;
using PhantomParadox.Journal;
using PhantomParadox.Memory;

namespace PhantomParadox.Jobs;

/// <summary>A buyer posted a job.</summary>
internal readonly ref struct JobPosted : IEvent<JobPosted>
{
    public required Handle Job { get; init; }
    public required UInt128 Id { get; init; }
    public required Handle Buyer { get; init; }
    public required JobType Type { get; init; }
    public required Currency Currency { get; init; }
    public required ulong Amount { get; init; }
    public required bool AutoApprove { get; init; }
    public required int MaxAttempts { get; init; }
    public required int MinReputation { get; init; }
    public required long MinBandwidth { get; init; }

    /// <summary>Milliseconds since 1970-01-01 UTC; 0 for none.</summary>
    public required long Deadline { get; init; }

    /// <summary>Market time at which it has waited too long.</summary>
    public required long QueueDue { get; init; }
    public required EventTexts Capabilities { get; init; }
    public required EventText Description { get; init; }
    public required EventText EscrowReference { get; init; }
    public required ReadOnlySpan<byte> Nonce { get; init; }
    public required EventTexts Tags { get; init; }

    /// <summary>What the deposit carries that pays it; none where the ledger's word is enough. Written only where there is one.</summary>
    public DepositReference Deposit { get; init; }

    /// <summary>When its deposit comes too late, in milliseconds since 1970-01-01 UTC; 0 without one.</summary>
    public long DepositDue { get; init; }

    /// <summary>The four fields from the description on as <see cref="SpecTexts"/>; only of an event that was read.</summary>
    public ReadOnlySpan<byte> Texts => FromTexts[..^BehindTexts];

    private ReadOnlySpan<byte> FromTexts { get; init; }

    private int BehindTexts { get; init; }

    public static EventTag Tag => EventTag.JobPosted;

    public static bool IsMostlyLong => true;

    public void Write(EventWriter writer)
    {
        writer.WriteHandle(Job);
        writer.WriteWide(Id);
        writer.WriteHandle(Buyer);
        writer.WriteUnsigned((ulong)Type);
        writer.WriteUnsigned((ulong)Currency);
        writer.WriteUnsigned(Amount);
        writer.WriteFlag(AutoApprove);
        writer.WriteUnsigned((ulong)MaxAttempts);
        writer.WriteUnsigned((ulong)MinReputation);
        writer.WriteUnsigned((ulong)MinBandwidth);
        writer.WriteUnsigned((ulong)Deadline);
        writer.WriteUnsigned((ulong)QueueDue);
        Capabilities.Write(writer);
        Description.Write(writer);
        EscrowReference.Write(writer);
        writer.WriteBytes(Nonce);
        Tags.Write(writer);
        if (!Deposit.IsNone)
            WriteDeposit(writer);
    }

    // Apart, since room on the stack is what a job without one would pay for too.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void WriteDeposit(EventWriter writer)
    {
        Span<byte> reference = stackalloc byte[DepositReference.Length];
        Deposit.CopyTo(reference);
        writer.WriteBytes(reference);
        writer.WriteUnsigned((ulong)DepositDue);
    }

    // As a part of whatever reads it: what isn't asked for then isn't kept, where all of it would be copied twice.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static JobPosted Read(scoped ref EventReader reader) => new()
    {
        Job = reader.ReadHandle(),
        Id = reader.ReadWide(),
        Buyer = reader.ReadHandle(),
        Type = (JobType)reader.ReadUnsigned(),
        Currency = (Currency)reader.ReadUnsigned(),
        Amount = reader.ReadUnsigned(),
        AutoApprove = reader.ReadFlag(),
        MaxAttempts = (int)reader.ReadUnsigned(),
        MinReputation = (int)reader.ReadUnsigned(),
        MinBandwidth = (long)reader.ReadUnsigned(),
        Deadline = (long)reader.ReadUnsigned(),
        QueueDue = (long)reader.ReadUnsigned(),
        Capabilities = EventTexts.Read(ref reader),
        FromTexts = reader.Rest,
        Description = EventText.Read(ref reader),
        EscrowReference = EventText.Read(ref reader),
        Nonce = reader.ReadBytes(),
        Tags = EventTexts.Read(ref reader),
        BehindTexts = reader.Left,
        Deposit = reader.IsAtEnd ? default : DepositReference.Of(reader.ReadBytes()),
        DepositDue = (long)reader.ReadUnsigned(),
    };
}

/// <summary>A job's retry delay is over: it stands in its queue again, at its old place.</summary>
internal readonly record struct JobQueued(Handle Job) : IEvent<JobQueued>
{
    public static EventTag Tag => EventTag.JobQueued;

    public void Write(EventWriter writer) => writer.WriteHandle(Job);

    public static JobQueued Read(scoped ref EventReader reader) => new(reader.ReadHandle());
}

/// <summary>A job was leased to an agent.</summary>
internal readonly ref struct JobAssigned : IEvent<JobAssigned>
{
    public required Handle Job { get; init; }
    public required Handle Agent { get; init; }

    /// <summary>The lease's number.</summary>
    public required int Attempt { get; init; }

    /// <summary>Market time by which work must have begun, or the assignment been acknowledged.</summary>
    public required long StartDue { get; init; }

    /// <summary>Whether the agent took it by its own choice.</summary>
    public required bool Claimed { get; init; }
    public required ReadOnlySpan<byte> Nonce { get; init; }

    public static EventTag Tag => EventTag.JobAssigned;

    public void Write(EventWriter writer)
    {
        writer.WriteHandle(Job);
        writer.WriteHandle(Agent);
        writer.WriteUnsigned((ulong)Attempt);
        writer.WriteUnsigned((ulong)StartDue);
        writer.WriteFlag(Claimed);
        writer.WriteBytes(Nonce);
    }

    public static JobAssigned Read(scoped ref EventReader reader) => new()
    {
        Job = reader.ReadHandle(),
        Agent = reader.ReadHandle(),
        Attempt = (int)reader.ReadUnsigned(),
        StartDue = (long)reader.ReadUnsigned(),
        Claimed = reader.ReadFlag(),
        Nonce = reader.ReadBytes(),
    };
}

/// <summary>An agent acknowledged an assignment.</summary>
internal readonly ref struct JobAccepted : IEvent<JobAccepted>
{
    public required Handle Job { get; init; }

    /// <summary>Market time by which work must have begun.</summary>
    public required long StartDue { get; init; }
    public required ReadOnlySpan<byte> Nonce { get; init; }

    public static EventTag Tag => EventTag.JobAccepted;

    public void Write(EventWriter writer)
    {
        writer.WriteHandle(Job);
        writer.WriteUnsigned((ulong)StartDue);
        writer.WriteBytes(Nonce);
    }

    public static JobAccepted Read(scoped ref EventReader reader) =>
        new() { Job = reader.ReadHandle(), StartDue = (long)reader.ReadUnsigned(), Nonce = reader.ReadBytes() };
}

/// <summary>An agent reported progress; the first report starts the work.</summary>
/// <param name="Job">The job.</param>
/// <param name="Progress">Percent done.</param>
/// <param name="Metrics">What was reported with it.</param>
/// <param name="RunDue">Market time at which the attempt has run too long; 0 where the work had begun before.</param>
internal readonly record struct JobProgressed(Handle Job, int Progress, JobMetrics Metrics, long RunDue) : IEvent<JobProgressed>
{
    public static EventTag Tag => EventTag.JobProgressed;

    public void Write(EventWriter writer)
    {
        writer.WriteHandle(Job);
        writer.WriteUnsigned((ulong)Progress);
        Metrics.Write(writer);
        writer.WriteUnsigned((ulong)RunDue);
    }

    public static JobProgressed Read(scoped ref EventReader reader) =>
        new(reader.ReadHandle(), (int)reader.ReadUnsigned(), JobMetricFields.Read(ref reader), (long)reader.ReadUnsigned());
}

/// <summary>A lease ended and the job goes to another agent.</summary>
/// <param name="Job">The job.</param>
/// <param name="Reason">Why.</param>
/// <param name="ExcludedAgent">The agent that must not be given it next; none where any may.</param>
/// <param name="FailedAttempts">Attempts that have failed in all.</param>
/// <param name="LeaseLosses">Leases that were lost in all.</param>
/// <param name="NotBefore">Market time of the next attempt; 0 for at once.</param>
internal readonly record struct JobRequeued(
    Handle Job, RequeueReason Reason, Handle ExcludedAgent, int FailedAttempts, int LeaseLosses, long NotBefore) : IEvent<JobRequeued>
{
    public static EventTag Tag => EventTag.JobRequeued;

    public void Write(EventWriter writer)
    {
        writer.WriteHandle(Job);
        writer.WriteUnsigned((ulong)Reason);
        writer.WriteHandle(ExcludedAgent);
        writer.WriteUnsigned((ulong)FailedAttempts);
        writer.WriteUnsigned((ulong)LeaseLosses);
        writer.WriteUnsigned((ulong)NotBefore);
    }

    public static JobRequeued Read(scoped ref EventReader reader) => new(
        reader.ReadHandle(), (RequeueReason)reader.ReadUnsigned(), reader.ReadHandle(), (int)reader.ReadUnsigned(),
        (int)reader.ReadUnsigned(), (long)reader.ReadUnsigned());
}

/// <summary>Why a lease ended without ending its job.</summary>
internal enum RequeueReason : byte
{
    StartTimeout = 1,
    LeaseLost = 2,
    AttemptFailed = 3,
    Declined = 4,
}

/// <summary>What an agent sent at the end of its attempt, whatever became of the job.</summary>
internal readonly ref struct ResultReceived : IEvent<ResultReceived>
{
    public required Handle Job { get; init; }
    public required bool Success { get; init; }
    public required EventText Output { get; init; }
    public required EventText ProofHash { get; init; }
    public required JobMetrics Metrics { get; init; }

    /// <summary>Output and proof as <see cref="ResultTexts"/>, none where there is neither; only of an event that was read.</summary>
    public ReadOnlySpan<byte> Texts { get; private init; }

    public static EventTag Tag => EventTag.ResultReceived;

    public void Write(EventWriter writer)
    {
        writer.WriteHandle(Job);
        writer.WriteFlag(Success);
        Output.Write(writer);
        ProofHash.Write(writer);
        Metrics.Write(writer);
    }

    public static ResultReceived Read(scoped ref EventReader reader)
    {
        var job = reader.ReadHandle();
        var success = reader.ReadFlag();
        var texts = reader.Rest;
        var output = EventText.Read(ref reader);
        var proofHash = EventText.Read(ref reader);
        return new ResultReceived
        {
            Job = job,
            Success = success,
            Output = output,
            ProofHash = proofHash,
            Texts = output.Utf8.IsEmpty && proofHash.Utf8.IsEmpty ? default : texts[..^reader.Left],
            Metrics = JobMetricFields.Read(ref reader),
        };
    }
}

/// <summary>A job was done.</summary>
/// <param name="Job">The job.</param>
/// <param name="ApprovalDue">Market time at which the buyer's silence approves; 0 where success pays at once.</param>
internal readonly record struct JobCompleted(Handle Job, long ApprovalDue) : IEvent<JobCompleted>
{
    public static EventTag Tag => EventTag.JobCompleted;

    public void Write(EventWriter writer)
    {
        writer.WriteHandle(Job);
        writer.WriteUnsigned((ulong)ApprovalDue);
    }

    public static JobCompleted Read(scoped ref EventReader reader) => new(reader.ReadHandle(), (long)reader.ReadUnsigned());
}

/// <summary>A job failed.</summary>
/// <param name="Job">The job.</param>
/// <param name="Failure">Why.</param>
/// <param name="KeptUntil">Market time until which its payment stays for a dispute; 0 where it goes back at once.</param>
internal readonly record struct JobFailed(Handle Job, JobFailure Failure, long KeptUntil) : IEvent<JobFailed>
{
    public static EventTag Tag => EventTag.JobFailed;

    public void Write(EventWriter writer)
    {
        writer.WriteHandle(Job);
        writer.WriteUnsigned((ulong)Failure);
        writer.WriteUnsigned((ulong)KeptUntil);
    }

    public static JobFailed Read(scoped ref EventReader reader) =>
        new(reader.ReadHandle(), (JobFailure)reader.ReadUnsigned(), (long)reader.ReadUnsigned());
}

/// <summary>A buyer asked to cancel a job that an agent holds.</summary>
/// <param name="Job">The job.</param>
/// <param name="GraceEnds">Market time at which the lease is taken.</param>
internal readonly record struct CancelRequested(Handle Job, long GraceEnds) : IEvent<CancelRequested>
{
    public static EventTag Tag => EventTag.CancelRequested;

    public void Write(EventWriter writer)
    {
        writer.WriteHandle(Job);
        writer.WriteUnsigned((ulong)GraceEnds);
    }

    public static CancelRequested Read(scoped ref EventReader reader) => new(reader.ReadHandle(), (long)reader.ReadUnsigned());
}

/// <summary>A job was cancelled.</summary>
internal readonly record struct JobCancelled(Handle Job) : IEvent<JobCancelled>
{
    public static EventTag Tag => EventTag.JobCancelled;

    public void Write(EventWriter writer) => writer.WriteHandle(Job);

    public static JobCancelled Read(scoped ref EventReader reader) => new(reader.ReadHandle());
}

/// <summary>A job's money has found its place; its escrow account is empty.</summary>
internal readonly record struct JobSettled(Handle Job, Settlement Settlement) : IEvent<JobSettled>
{
    public static EventTag Tag => EventTag.JobSettled;

    public void Write(EventWriter writer)
    {
        writer.WriteHandle(Job);
        writer.WriteUnsigned((ulong)Settlement);
    }

    public static JobSettled Read(scoped ref EventReader reader) => new(reader.ReadHandle(), (Settlement)reader.ReadUnsigned());
}

/// <summary>An ended job is in the archive and leaves memory.</summary>
internal readonly record struct JobArchived(Handle Job) : IEvent<JobArchived>
{
    public static EventTag Tag => EventTag.JobArchived;

    public void Write(EventWriter writer) => writer.WriteHandle(Job);

    public static JobArchived Read(scoped ref EventReader reader) => new(reader.ReadHandle());
}
