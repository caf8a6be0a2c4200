using PhantomParadox.Contracts;

namespace PhantomParadox.Core.Tests.Markets;

/// <summary>What comes after a job's assignment stands apart in its record, and nobody can tell.</summary>
public sealed class JobRecordTests
{
    private static readonly JobId Job = new(new Guid(1, 2, 3, new byte[8]));
    private static readonly AgentId Agent = new(new Guid(2, 2, 3, new byte[8]));
    private static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero);

    [Fact]
    public void ACopy_LeavesTheRecordAsItWas()
    {
        var job = ArchiveSamples.Job;
        var copy = job with { Metrics = default, Result = null, CompletedAt = null };

        Assert.Equal((1L << 53) - 1, job.Metrics.BytesProcessed);
        Assert.NotNull(job.Result);
        Assert.NotNull(job.CompletedAt);
        Assert.Equal(default, copy.Metrics);
        Assert.Null(copy.Result);
        Assert.Null(copy.CompletedAt);
        Assert.Equal(job.StartedAt, copy.StartedAt);
        Assert.Equal(job.Dispute, copy.Dispute);
        Assert.NotEqual(job, copy);
        Assert.Equal(job, copy with { Metrics = job.Metrics, Result = job.Result, CompletedAt = job.CompletedAt });
    }

    [Fact]
    public void Records_AreEqual_WhateverTheyWereMadeFrom()
    {
        var assigned = Assigned();
        var emptied = ArchiveSamples.Job with
        {
            Metrics = default, Result = null, StartedAt = null, CompletedAt = null, ApprovalDeadline = null, CancelRequestedAt = null,
            Deposit = null, Dispute = null,
        };
        var alike = emptied with
        {
            Id = assigned.Id, Spec = assigned.Spec, Status = assigned.Status, Settlement = assigned.Settlement, Paid = 0, Attempt = 1,
            Agent = assigned.Agent, AgentWallet = "agent", Progress = 0, Failure = JobFailure.None, CreatedAt = Start, AssignedAt = Start,
            Ordinal = 7,
        };

        Assert.Equal(assigned, alike);
        Assert.Equal(assigned.GetHashCode(), alike.GetHashCode());
        Assert.NotEqual(assigned, assigned with { Agent = null });
        Assert.Null((assigned with { Agent = null }).Agent);
    }

    [Fact]
    public void Moments_AreInUtc()
    {
        var elsewhere = Start.ToOffset(TimeSpan.FromHours(2));

        var job = Assigned() with { CreatedAt = elsewhere, CompletedAt = elsewhere };

        Assert.Equal((Start, TimeSpan.Zero), (job.CreatedAt, job.CreatedAt.Offset));
        Assert.Equal((Start, TimeSpan.Zero), (job.CompletedAt!.Value, job.CompletedAt.Value.Offset));
    }

    [Fact]
    public void AnAssignmentsRecord_TakesFewBytes()
    {
        _ = Assigned();
        var spec = ArchiveSamples.Job.Spec;
        var before = GC.GetAllocatedBytesForCurrentThread();

        var job = Assigned(spec);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 1, 120);
        Assert.Equal(JobStatus.Assigned, job.Status);
    }

    private static JobRecord Assigned(JobSpec? spec = null) => new()
    {
        Id = Job,
        Ordinal = 7,
        Spec = spec ?? ArchiveSamples.Job.Spec,
        Status = JobStatus.Assigned,
        Settlement = Settlement.Escrowed,
        Attempt = 1,
        Agent = Agent,
        AgentWallet = "agent",
        CreatedAt = Start,
        AssignedAt = Start,
    };
}
