using PhantomParadox.Protocol.Rest;

namespace PhantomParadox.AspNetCore;

/// <summary>Shows jobs as the wire does.</summary>
internal sealed class JobViews(ILiveAgents liveAgents, TimeSpan leaseTime, Func<IDepositSource?>? deposits = null)
{
    private const decimal LamportsPerSol = 1_000_000_000m;

    private static readonly WireMetrics NoMetrics = new();
    private static readonly WireRequirements NoRequirements = new();

    public WireJob Job(JobRecord job)
    {
        var spec = job.Spec;
        return new WireJob
        {
            Id = job.Id.Value,
            Type = Words.JobType[spec.Type],
            Status = Words.JobStatus[job.Status],
            Settlement = Words.Settlement[job.Settlement],
            BrainsAddress = spec.Buyer,
            MuscleAddress = job.AgentWallet,
            MuscleAgentId = job.Agent?.Value,
            Description = spec.Description,
            Requirements = Requirements(spec.Requirements),
            Payment = job.Deposit is null ? Payment(job) : Payment(job) with { Deposit = Deposit(job.Deposit) },
            CreatedAt = job.CreatedAt.ToUnixTimeMilliseconds(),
            AssignedAt = job.AssignedAt?.ToUnixTimeMilliseconds(),
            StartedAt = job.StartedAt?.ToUnixTimeMilliseconds(),
            CompletedAt = job.CompletedAt?.ToUnixTimeMilliseconds(),
            Deadline = spec.Deadline?.ToUnixTimeMilliseconds(),
            Progress = job.Progress,
            Metrics = Metrics(job.Metrics),
            Result = job.Result is { } result
                ? new WireResult { Success = result.Success, Output = result.Output, ProofHash = result.ProofHash }
                : null,
            AutoApprove = spec.AutoApprove,
            ApprovalDeadline = job.ApprovalDeadline?.ToUnixTimeMilliseconds(),
            Attempt = job.Attempt,
            MaxAttempts = spec.MaxAttempts,
            LeaseExpiresAt = LeaseEnd(job),
            CancelRequestedAt = job.CancelRequestedAt?.ToUnixTimeMilliseconds(),
            DisputeId = job.Dispute?.Value,
            Failure = Failure(job.Failure),
            Tags = spec.Tags.Count == 0 ? null : spec.Tags,
        };
    }

    public static JobListItem Item(JobRecord job) => new()
    {
        Id = job.Id.Value,
        Type = Words.JobType[job.Spec.Type],
        Status = Words.JobStatus[job.Status],
        Description = job.Spec.Description,
        Progress = job.Progress,
        Payment = Payment(job),
        Deadline = job.Spec.Deadline?.ToUnixTimeMilliseconds(),
        CreatedAt = job.CreatedAt.ToUnixTimeMilliseconds(),
    };

    public static AvailableJob Available(JobRecord job) => new()
    {
        Id = job.Id.Value,
        Type = Words.JobType[job.Spec.Type],
        Description = job.Spec.Description,
        Payment = new AvailableJobPayment((long)job.Spec.Amount, Words.Currency[job.Spec.Currency], Sol(job.Spec.Amount)),
        Deadline = job.Spec.Deadline?.ToUnixTimeMilliseconds(),
        CreatedAt = job.CreatedAt.ToUnixTimeMilliseconds(),
        Requirements = Requirements(job.Spec.Requirements),
    };

    /// <summary>
    /// What an agent has been paid; null where that is nothing. No transaction is named: what jobs have earned goes out later, netted with
    /// what else the wallet is owed.
    /// </summary>
    public static WirePayout? Payout(JobRecord job) => job.Paid == 0
        ? null
        : new WirePayout { AmountLamports = (long)job.Paid, AmountSol = Sol(job.Paid) };

    private static decimal Sol(ulong amount) => amount / LamportsPerSol;

    private static WirePayment Payment(JobRecord job) => new()
    {
        Amount = (long)job.Spec.Amount,
        Currency = Words.Currency[job.Spec.Currency],
        EscrowTxId = job.Spec.EscrowReference,
        Paid = (long)job.Paid,
    };

    // Asked for with the job: a settlement is made by the host's start, not by the mapping of routes.
    private WireDeposit Deposit(DepositOrder order)
    {
        Span<byte> reference = stackalloc byte[DepositReference.Length];
        order.Reference.CopyTo(reference);
        return new WireDeposit
        {
            To = deposits?.Invoke()?.AddressFor(order.Currency),
            Amount = order.Amount,
            Reference = Base58Bytes.Encode(reference),
            ExpiresAt = order.ExpiresAt.ToUnixTimeMilliseconds(),
            Arrived = order.Arrived,
            Status = Words.DepositStatus[order.Status],
        };
    }

    private static WireRequirements Requirements(JobRequirements asked) =>
        asked is { MinBandwidth: null, MinReputation: null, Capabilities.Count: 0 }
            ? NoRequirements
            : new WireRequirements
            {
                MinBandwidth = asked.MinBandwidth,
                MinReputation = asked.MinReputation,
                Capabilities = asked.Capabilities.Count == 0 ? null : asked.Capabilities,
            };

    private static WireMetrics Metrics(JobMetrics metrics) => metrics == default
        ? NoMetrics
        : new WireMetrics { BytesProcessed = metrics.BytesProcessed, ComputeCycles = metrics.ComputeCycles, Duration = metrics.Duration };

    private static WireFailure? Failure(JobFailure failure) => failure switch
    {
        JobFailure.None => null,
        JobFailure.DeadlineExceeded => new(Words.JobFailure[failure], "Its deadline, or its time in the queue, passed."),
        JobFailure.AttemptFailed => new(Words.JobFailure[failure], "Its last agent reported that it could not do it."),
        JobFailure.MaxRuntimeExceeded => new(Words.JobFailure[failure], "Its last agent took longer than the longest running time."),
        JobFailure.DepositMissing => new(Words.JobFailure[failure], "Its deposit didn't arrive in time, or not all of it."),
        _ => new(Words.JobFailure[failure], "Its leases were lost more often than is allowed."),
    };

    /// <summary>A lease lasts from its agent's last word, which the gateway knows best.</summary>
    private long? LeaseEnd(JobRecord job) =>
        job is { Status: JobStatus.Assigned or JobStatus.InProgress, Agent: { } agent } && liveAgents.TryGet(agent, out var live)
            ? live.LastHeartbeatMs + (long)leaseTime.TotalMilliseconds
            : null;
}
