using System.Runtime.CompilerServices;
using PhantomParadox.Agents;
using PhantomParadox.Journal;
using PhantomParadox.Memory;

namespace PhantomParadox.Jobs;

/// <summary>Applies the events of jobs and of their money.</summary>
internal sealed partial class JobApplier(Market market)
{
    /// <summary>Capabilities that a job can ask for, its type's included.</summary>
    public const int MostCapabilities = 33;

    private readonly JobBook _jobs = market.Jobs;

    // Posted in the present frame, and not leased in it so far.
    private Handle _posted;

    public void Apply(scoped ref FrameReader reader, long at)
    {
        switch (reader.Tag)
        {
            case EventTag.JobPosted:
                Post(ref reader, at);
                break;
            case EventTag.JobQueued:
                Enqueue(ref reader);
                break;
            case EventTag.JobAssigned:
                Assign(ref reader, at);
                break;
            case EventTag.JobAccepted:
                Accept(ref reader);
                break;
            case EventTag.JobProgressed:
                Progress(ref reader, at);
                break;
            case EventTag.JobRequeued:
                Requeue(ref reader);
                break;
            case EventTag.ResultReceived:
                Receive(ref reader);
                break;
            case EventTag.JobCompleted:
                Complete(ref reader, at);
                break;
            case EventTag.JobFailed:
                Fail(ref reader, at);
                break;
            case EventTag.CancelRequested:
                RequestCancel(ref reader, at);
                break;
            case EventTag.JobCancelled:
                Cancel(ref reader, at);
                break;
            case EventTag.JobSettled:
                Settle(ref reader, at);
                break;
            case EventTag.JobArchived:
                Archive(ref reader);
                break;
            default:
                throw UnknownEvent.At(reader.Position, reader.Tag);
        }
    }

    /// <summary>A frame has ended: a job that was posted in it and not leased stands in its queue.</summary>
    public void EndFrame()
    {
        if (_posted.IsNone)
            return;
        Enqueue(_posted);
        _posted = Handle.None;
    }

    /// <summary>Another state is in place of the one whose frame was cut off.</summary>
    public void DropFrame() => _posted = Handle.None;

    /// <summary>Stops a job, for a jury to decide on its money.</summary>
    public void Freeze(Handle job, Handle dispute)
    {
        ref var row = ref _jobs[job];
        var completedAt = row.CompletedAt;
        End(job, ref row, JobStatus.Disputed, 0, completedAt);
        row.Settlement = Settlement.Frozen;
        row.WaitsUntil = 0;
        _jobs.Extend(ref row).Dispute = dispute.Slot + 1;
    }

    // Events are read by what applies them: what only passes them on then needs no room for any, and jumps instead of calling.
    private void Post(scoped ref FrameReader reader, long at)
    {
        var happened = reader.Read<JobPosted>();
        ref var row = ref _jobs.Post(happened.Job, happened.Id, happened.Type);
        row.Buyer = happened.Buyer.Slot;
        row.Currency = happened.Currency;
        row.Amount = happened.Amount;
        row.MaxAttempts = (byte)happened.MaxAttempts;
        row.CreatedAt = at;
        row.WaitsUntil = happened.QueueDue;
        row.Set(JobFlags.AutoApprove, happened.AutoApprove);
        if (happened.Deadline != 0)
            _jobs.Extend(ref row).Deadline = happened.Deadline;
        row.Spec = market.Blobs.Store(happened.Texts);
        var type = (int)happened.Type;
        row.Class = happened.Capabilities.Count == 0
            ? market.Index.AcquireClass(new ReadOnlySpan<int>(in type), happened.MinReputation, happened.MinBandwidth)
            : AcquireClassOfMore(ref reader);
        ref var buyer = ref market.Wallets[row.Buyer];
        _jobs.Lists.Append(JobList.OfBuyer, ref buyer.Jobs, happened.Job.Slot, ref row);
        buyer.OpenJobs++;
        if (!happened.Deposit.IsNone)
        {
            AwaitDeposit(ref row, ref reader, at);
            return;
        }
        row.Settlement = Settlement.Escrowed;
        if (happened.Deadline != 0)
            market.Work.SetDeadline(happened.Job.Slot, happened.Deadline);
        EndFrame();
        _posted = happened.Job;
    }

    private void Enqueue(scoped ref FrameReader reader) => Enqueue(reader.Read<JobQueued>().Job);

    private void Assign(scoped ref FrameReader reader, long at)
    {
        var happened = reader.Read<JobAssigned>();
        var slot = happened.Job.Slot;
        ref var row = ref _jobs[happened.Job];
        ref var agent = ref market.Agents[happened.Agent];
        if (_posted == happened.Job)
            _posted = Handle.None;
        else
            market.Index.RemoveJob(slot);
        if (row.Agent != happened.Agent.Slot + 1)
        {
            LeaveAgent(ref row);
            row.Agent = happened.Agent.Slot + 1;
            _jobs.Lists.InsertByOrdinal(JobList.OfAgent, ref agent.Jobs, slot, ref row);
        }
        row.Attempt = happened.Attempt;
        row.AssignedAt = at;
        row.Since = market.ToMarketTime(at);
        row.StartedAt = 0;
        row.Progress = 0;
        row.Set(JobFlags.Queued, false);
        _jobs.SetStatus(ref row, JobStatus.Assigned);
        if (row.Extras != 0)
            _jobs.Extend(ref row).ForgetMetrics();
        SetAgentNonce(ref row, happened.Nonce);
        market.Agents.CountBusy(agent, -1);
        _jobs.Lists.Append(JobList.Held, ref agent.HeldJobs, slot, ref row);
        agent.Held++;
        agent.Set(AgentFlags.HasHistory, true);
        market.Agents.CountBusy(agent, 1);
        market.Work.SetJobTimer(slot, happened.StartDue);
        IdleAgents.Refresh(market, happened.Agent.Slot, ref agent, agent.Score, toTail: true);
    }

    private void Accept(scoped ref FrameReader reader)
    {
        var happened = reader.Read<JobAccepted>();
        ref var row = ref _jobs[happened.Job];
        if (!happened.Nonce.IsEmpty)
            SetAgentNonce(ref row, happened.Nonce);
        if (!row.Has(JobFlags.CancelRequested))
            market.Work.SetJobTimer(happened.Job.Slot, happened.StartDue);
    }

    private void Progress(scoped ref FrameReader reader, long at)
    {
        var happened = reader.Read<JobProgressed>();
        ref var row = ref _jobs[happened.Job];
        if (row.Status == JobStatus.Assigned)
        {
            _jobs.SetStatus(ref row, JobStatus.InProgress);
            row.StartedAt = at;
            row.Since = market.ToMarketTime(at);
            if (!row.Has(JobFlags.CancelRequested))
                market.Work.SetJobTimer(happened.Job.Slot, happened.RunDue);
        }
        row.Progress = (byte)happened.Progress;
        row.TouchedAt = at;
        Merge(ref row, happened.Metrics);
    }

    private void Requeue(scoped ref FrameReader reader)
    {
        var happened = reader.Read<JobRequeued>();
        ref var row = ref _jobs[happened.Job];
        EndLease(ref row);
        _jobs.SetStatus(ref row, JobStatus.Pending);
        row.AssignedAt = row.StartedAt = 0;
        row.Progress = 0;
        if (row.Extras != 0 || !happened.ExcludedAgent.IsNone)
            _jobs.Extend(ref row).ExcludedAgent = happened.ExcludedAgent.IsNone ? 0 : happened.ExcludedAgent.Slot + 1;
        row.FailedAttempts = (byte)happened.FailedAttempts;
        row.LeaseLosses = (byte)happened.LeaseLosses;
        if (happened.NotBefore == 0)
            Enqueue(happened.Job);
        else
            market.Work.SetJobTimer(happened.Job.Slot, happened.NotBefore);
    }

    private void Receive(scoped ref FrameReader reader)
    {
        var happened = reader.Read<ResultReceived>();
        ref var row = ref _jobs[happened.Job];
        row.Set(JobFlags.HasResult, true);
        row.Set(JobFlags.Succeeded, happened.Success);
        Replace(ref row.Result, happened.Texts);
        Merge(ref row, happened.Metrics);
    }

    private void Complete(scoped ref FrameReader reader, long at)
    {
        var happened = reader.Read<JobCompleted>();
        ref var row = ref _jobs[happened.Job];
        _jobs.CountCompletion(at - row.AssignedAt);
        if (row.StartedAt == 0)
            row.StartedAt = at;
        row.WaitsUntil = happened.ApprovalDue;
        row.Progress = 100;
        End(happened.Job, ref row, JobStatus.Completed, happened.ApprovalDue, at);
    }

    private void Fail(scoped ref FrameReader reader, long at)
    {
        var happened = reader.Read<JobFailed>();
        ref var row = ref _jobs[happened.Job];
        row.Failure = happened.Failure;
        End(happened.Job, ref row, JobStatus.Failed, happened.KeptUntil, at);
    }

    private void RequestCancel(scoped ref FrameReader reader, long at)
    {
        var happened = reader.Read<CancelRequested>();
        ref var row = ref _jobs[happened.Job];
        row.Set(JobFlags.CancelRequested, true);
        _jobs.Extend(ref row).CancelRequestedAt = at;
        market.Work.SetJobTimer(happened.Job.Slot, happened.GraceEnds);
    }

    private void Cancel(scoped ref FrameReader reader, long at)
    {
        var job = reader.Read<JobCancelled>().Job;
        End(job, ref _jobs[job], JobStatus.Cancelled, 0, at);
    }

    private void Settle(scoped ref FrameReader reader, long at)
    {
        var happened = reader.Read<JobSettled>();
        ref var row = ref _jobs[happened.Job];
        row.Settlement = happened.Settlement;
        row.TouchedAt = at;
        row.WaitsUntil = 0;
        if (row.Escrow != 0)
            throw new JournalCorruptException("A job was settled with money left in its escrow.");
        market.Work.SetJobTimer(happened.Job.Slot, 0);
        market.Wallets[row.Buyer].OpenJobs--;
        _jobs.Enter(happened.Job.Slot, ref row, JobPhase.Ended);
    }

    private void Archive(scoped ref FrameReader reader)
    {
        var happened = reader.Read<JobArchived>();
        ref var row = ref _jobs[happened.Job];
        var buyer = row.Buyer;
        _jobs.Lists.Remove(JobList.OfBuyer, ref market.Wallets[buyer].Jobs, ref row);
        LeaveAgent(ref row);
        ReleaseClass(row);
        if (_jobs.ExtrasOf(row).Dispute is > 0 and var dispute)
            Disputes.DisputeRemoval.Remove(market, dispute - 1);
        if (_jobs.ExtrasOf(row).Order is > 0 and var order)
            market.Deposits.Leave(order - 1);
        _jobs.Remove(happened.Job);
        market.Wallets.ForgetIfUnused(buyer);
    }

    private void LeaveAgent(ref JobRow row)
    {
        if (row.Agent is > 0 and var agent)
            _jobs.Lists.Remove(JobList.OfAgent, ref market.Agents[agent - 1].Jobs, ref row);
    }

    private void Enqueue(Handle job)
    {
        ref var row = ref _jobs[job];
        row.Set(JobFlags.Queued, true);
        var excluded = _jobs.ExtrasOf(row).ExcludedAgent - 1;
        var excludedOperator = excluded >= 0 ? market.Agents[excluded].Operator : 0;
        market.Index.AddJob(job.Slot, row.Class, (ulong)row.Ordinal, excluded, excludedOperator);
        market.Work.SetJobTimer(job.Slot, row.WaitsUntil);
        market.Work.FollowWithJob(job);
    }

    // Takes a job from its agent, who is free for another.
    private void EndLease(ref JobRow row)
    {
        var slot = row.Agent - 1;
        ref var agent = ref market.Agents[slot];
        market.Agents.CountBusy(agent, -1);
        _jobs.Lists.Remove(JobList.Held, ref agent.HeldJobs, ref row);
        agent.Held--;
        market.Agents.CountBusy(agent, 1);
        if (agent.Held == 0 && !market.Agents.IsOnline(agent))
            market.Work.SetAgentTimer(slot, 0);
        if (IdleAgents.Refresh(market, slot, ref agent, agent.Score, toTail: false))
            market.Work.FollowWithAgent(market.Agents.HandleOf(slot));
    }

    private void End(Handle job, ref JobRow row, JobStatus status, long timer, long at)
    {
        if (row.IsLeased)
            EndLease(ref row);
        market.Index.RemoveJob(job.Slot);
        if (row.Has(JobFlags.AwaitsDeposit))
            market.Deposits[_jobs.ExtrasOf(row).Order - 1].Status = DepositStatus.Lapsed;
        row.Set(JobFlags.Queued | JobFlags.CancelRequested | JobFlags.AwaitsDeposit, false);
        if (row.Extras != 0)
        {
            _jobs.Extend(ref row).CancelRequestedAt = 0;
            // Whatever has a deadline, its own or its deposit's, has these too.
            market.Work.SetDeadline(job.Slot, 0);
        }
        row.CompletedAt = at;
        _jobs.SetStatus(ref row, status);
        _jobs.Enter(job.Slot, ref row, JobPhase.Waiting);
        market.Work.SetJobTimer(job.Slot, timer);
    }

    private void Merge(ref JobRow row, in JobMetrics metrics)
    {
        if (metrics is not { BytesProcessed: null, ComputeCycles: null, Duration: null })
            _jobs.Extend(ref row).Merge(metrics);
    }

    private void SetAgentNonce(ref JobRow row, ReadOnlySpan<byte> nonce)
    {
        if (row.Extras != 0 || !nonce.IsEmpty)
            Replace(ref _jobs.Extend(ref row).AgentNonce, nonce);
    }

    private void Replace(ref BlobRef blob, ReadOnlySpan<byte> bytes)
    {
        market.Blobs.Free(blob);
        blob = market.Blobs.Store(bytes);
    }

    // Reads the event again: its fields would have to lie in memory, if they were handed on.
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.NoInlining)]
    private int AcquireClassOfMore(scoped ref FrameReader reader)
    {
        var happened = reader.Read<JobPosted>();
        Span<int> capabilities = stackalloc int[MostCapabilities];
        capabilities[0] = (int)happened.Type;
        var count = 1;
        foreach (var text in happened.Capabilities)
        {
            var capability = market.Texts.Acquire(text);
            if (capability == (int)happened.Type)
                market.Texts.Release(capability);
            else
                capabilities[count++] = capability;
        }
        capabilities = capabilities[..count];
        capabilities.Sort();
        return market.Index.AcquireClass(capabilities, happened.MinReputation, happened.MinBandwidth);
    }

    private void ReleaseClass(in JobRow row)
    {
        foreach (var capability in market.Index.CapabilitiesOfClass(row.Class))
        {
            if (capability != (int)row.Type)
                market.Texts.Release(capability);
        }
        market.Index.ReleaseClass(row.Class);
    }
}
