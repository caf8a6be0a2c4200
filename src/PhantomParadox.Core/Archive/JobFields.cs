using PhantomParadox.Journal;

namespace PhantomParadox.Archive;

/// <summary>A job as fields of a record.</summary>
internal static class JobFields
{
    public static void Write(FieldWriter writer, JobRecord job)
    {
        writer.WriteId(job.Id.Value);
        writer.WriteUnsigned(checked((ulong)job.Ordinal));
        Write(writer, job.Spec);
        writer.WriteUnsigned((ulong)job.Status);
        writer.WriteUnsigned((ulong)job.Settlement);
        writer.WriteUnsigned((ulong)job.Failure);
        writer.WriteUnsigned(job.Paid);
        writer.WriteCount(job.Attempt);
        writer.WriteCount(job.Progress);
        writer.WriteFlag(job.Agent is not null);
        if (job.Agent is { } agent)
            writer.WriteId(agent.Value);
        writer.WriteOptional(job.AgentWallet);
        Write(writer, job.Metrics);
        writer.WriteFlag(job.Result is not null);
        if (job.Result is { } result)
            Write(writer, result);
        writer.WriteMoment(job.CreatedAt);
        writer.WriteMoment(job.AssignedAt);
        writer.WriteMoment(job.StartedAt);
        writer.WriteMoment(job.CompletedAt);
        writer.WriteMoment(job.ApprovalDeadline);
        writer.WriteMoment(job.CancelRequestedAt);
        writer.WriteFlag(job.Dispute is not null);
        if (job.Dispute is { } dispute)
            writer.WriteId(dispute.Value);
        if (job.Deposit is { } deposit)
            Write(writer, deposit);
    }

    public static JobRecord Read(scoped ref EventReader reader, ulong version)
    {
        var job = ReadJob(ref reader);
        if (version < 3)
            return job;
        var deposit = ReadDeposit(ref reader, job);
        return job with { Deposit = deposit, Spec = job.Spec with { DepositReference = deposit.Reference } };
    }

    private static JobRecord ReadJob(scoped ref EventReader reader)
    {
        // In the order of the fields.
        var job = new JobRecord
        {
            Id = new JobId(reader.ReadId()),
            Ordinal = checked((long)reader.ReadUnsigned()),
            Spec = ReadSpec(ref reader),
            Status = reader.ReadWord<JobStatus>(),
            Settlement = reader.ReadWord<Settlement>(),
            Failure = reader.ReadWord<JobFailure>(),
            Paid = reader.ReadUnsigned(),
            Attempt = reader.ReadCount(),
            Progress = reader.ReadCount(),
            Agent = reader.ReadFlag() ? new AgentId(reader.ReadId()) : null,
            AgentWallet = reader.ReadOptionalText(),
            Sequel = new JobSequel { Metrics = ReadMetrics(ref reader), Result = reader.ReadFlag() ? ReadResult(ref reader) : null },
            CreatedAt = reader.ReadMoment(),
            AssignedAt = reader.ReadOptionalMoment(),
        };
        return job with
        {
            Sequel = job.Sequel with
            {
                StartedAt = reader.ReadOptionalMoment(),
                CompletedAt = reader.ReadOptionalMoment(),
                ApprovalDeadline = reader.ReadOptionalMoment(),
                CancelRequestedAt = reader.ReadOptionalMoment(),
                Dispute = reader.ReadFlag() ? new DisputeId(reader.ReadId()) : null,
            },
        };
    }

    // Whose it is and what was asked for stands in the job.
    private static void Write(FieldWriter writer, DepositOrder deposit)
    {
        Span<byte> reference = stackalloc byte[DepositReference.Length];
        deposit.Reference.CopyTo(reference);
        writer.WriteBytes(reference);
        writer.WriteUnsigned(deposit.Arrived);
        writer.WriteUnsigned((ulong)deposit.Status);
        writer.WriteMoment(deposit.OpenedAt);
        writer.WriteMoment(deposit.ExpiresAt);
        writer.WriteMoment(deposit.WatchedUntil);
    }

    private static DepositOrder ReadDeposit(scoped ref EventReader reader, JobRecord job) => new()
    {
        Reference = DepositReference.Of(reader.ReadBytes()),
        Job = job.Id,
        Buyer = job.Spec.Buyer,
        Currency = job.Spec.Currency,
        Amount = job.Spec.Amount,
        Arrived = reader.ReadUnsigned(),
        Status = reader.ReadWord<DepositStatus>(),
        OpenedAt = reader.ReadMoment(),
        ExpiresAt = reader.ReadMoment(),
        WatchedUntil = reader.ReadMoment(),
    };

    private static void Write(FieldWriter writer, JobSpec spec)
    {
        writer.WriteUnsigned((ulong)spec.Type);
        writer.WriteText(spec.Buyer);
        writer.WriteText(spec.Description);
        writer.WriteUnsigned(spec.Amount);
        writer.WriteUnsigned((ulong)spec.Currency);
        writer.WriteOptional(spec.Requirements.MinBandwidth);
        writer.WriteOptional(spec.Requirements.MinReputation);
        writer.WriteList(spec.Requirements.Capabilities, static (fields, name) => fields.WriteText(name));
        writer.WriteMoment(spec.Deadline);
        writer.WriteFlag(spec.AutoApprove);
        writer.WriteCount(spec.MaxAttempts);
        writer.WriteOptional(spec.EscrowReference);
        writer.WriteBytes(spec.Nonce.Span);
        writer.WriteList(spec.Tags, static (fields, tag) => fields.WriteText(tag));
    }

    private static JobSpec ReadSpec(scoped ref EventReader reader) => new()
    {
        Type = reader.ReadWord<JobType>(),
        Buyer = reader.ReadText(),
        Description = reader.ReadText(),
        Amount = reader.ReadUnsigned(),
        Currency = reader.ReadWord<Currency>(),
        Requirements = ReadRequirements(ref reader),
        Deadline = reader.ReadOptionalMoment(),
        AutoApprove = reader.ReadFlag(),
        MaxAttempts = reader.ReadCount(),
        EscrowReference = reader.ReadOptionalText(),
        Nonce = reader.ReadBytes().ToArray(),
        Tags = reader.ReadList(static (scoped ref EventReader fields) => fields.ReadText()),
    };

    private static JobRequirements ReadRequirements(scoped ref EventReader reader) => new()
    {
        MinBandwidth = reader.ReadOptional(),
        MinReputation = (int?)reader.ReadOptional(),
        Capabilities = reader.ReadList(static (scoped ref EventReader fields) => fields.ReadText()),
    };

    private static void Write(FieldWriter writer, in JobMetrics metrics)
    {
        writer.WriteOptional(metrics.BytesProcessed);
        writer.WriteOptional(metrics.ComputeCycles);
        writer.WriteOptional(metrics.Duration);
    }

    private static JobMetrics ReadMetrics(scoped ref EventReader reader) => new()
    {
        BytesProcessed = reader.ReadOptional(),
        ComputeCycles = reader.ReadOptional(),
        Duration = reader.ReadOptional(),
    };

    private static void Write(FieldWriter writer, JobResult result)
    {
        writer.WriteFlag(result.Success);
        writer.WriteOptional(result.Output);
        writer.WriteOptional(result.ProofHash);
        Write(writer, result.Metrics);
        writer.WriteOptional(result.Attempt);
    }

    private static JobResult ReadResult(scoped ref EventReader reader) => new()
    {
        Success = reader.ReadFlag(),
        Output = reader.ReadOptionalText(),
        ProofHash = reader.ReadOptionalText(),
        Metrics = ReadMetrics(ref reader),
        Attempt = (int?)reader.ReadOptional(),
    };
}
