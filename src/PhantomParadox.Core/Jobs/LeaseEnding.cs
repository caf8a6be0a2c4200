using System.Buffers.Binary;
using PhantomParadox.Agents;
using PhantomParadox.Memory;
using PhantomParadox.Reputation;

namespace PhantomParadox.Jobs;

/// <summary>Decides what becomes of a job whose agent didn't bring it to its end.</summary>
internal static class LeaseEnding
{
    /// <summary>An agent has been silent for too long: all its leases are lost.</summary>
    public static void LoseAll(Decision decision, Handle agent)
    {
        var market = decision.Market;
        ref var row = ref market.Agents[agent];
        var change = new ReputationChange(market, agent);
        for (var link = row.HeldJobs.First; link != 0; link = market.Jobs[link - 1].NextOn(JobList.Held))
        {
            ref var job = ref market.Jobs[link - 1];
            Lose(decision, market.Jobs.HandleOf(link - 1), job);
            // An agent that the market's own stop cut off is not to blame, nor one whose buyer had given the job up.
            if (row.Boot == market.Agents.Boot && !job.Has(JobFlags.CancelRequested))
                change.Credit(ReputationFactKind.AttemptFailed, decision.Today);
        }
        change.Emit(decision);
    }

    /// <summary>An attempt ended without success: another agent tries, or the job fails.</summary>
    /// <param name="decision">The decision.</param>
    /// <param name="job">The job.</param>
    /// <param name="row">Its row.</param>
    /// <param name="failure">What the job fails with, if no attempt is left.</param>
    /// <param name="hasResult">Whether the agent sent a result, which a dispute could be about.</param>
    public static void FailAttempt(Decision decision, Handle job, in JobRow row, JobFailure failure, bool hasResult)
    {
        var market = decision.Market;
        if (row.Has(JobFlags.CancelRequested))
        {
            Cancel(decision, job, row);
            return;
        }
        var agent = market.Agents.HandleOf(row.Agent - 1);
        var failed = row.FailedAttempts + 1;
        if (failed < row.MaxAttempts)
        {
            var notBefore = decision.MarketNow + 1 + RetryDelay(decision, row.FailedAttempts);
            decision.Emit(new JobRequeued(job, RequeueReason.AttemptFailed, agent, failed, row.LeaseLosses, notBefore));
        }
        else
        {
            Fail(decision, job, row, failure, hasResult);
        }
        ReputationChange.Take(decision, agent, ReputationFactKind.AttemptFailed);
    }

    /// <summary>A job fails; its payment goes back, or stays for a dispute about the result that was sent.</summary>
    public static void Fail(Decision decision, Handle job, in JobRow row, JobFailure failure, bool hasResult = false)
    {
        var keep = hasResult && row.Escrow > 0;
        var keptUntil = keep ? decision.MarketNow + decision.Market.Options.Jobs.DisputeWindow.Milliseconds() : 0;
        decision.Emit(new JobFailed(job, failure, keptUntil));
        if (!keep)
            JobMoney.Refund(decision, job, row);
    }

    public static void Cancel(Decision decision, Handle job, in JobRow row)
    {
        decision.Emit(new JobCancelled(job));
        JobMoney.Refund(decision, job, row);
    }

    /// <summary>Tells the agent on a job that its work is no longer wanted.</summary>
    public static void Stop(Decision decision, Handle job, in JobRow row, string reason) => decision.Send(
        EffectKind.StopWork, decision.Market.Agents[row.Agent - 1].Session, job, (ulong)row.Attempt, reason);

    private static void Lose(Decision decision, Handle job, in JobRow row)
    {
        if (row.Has(JobFlags.CancelRequested))
            Cancel(decision, job, row);
        else if (row.LeaseLosses >= decision.Market.Options.Jobs.MaxLeaseLosses)
            Fail(decision, job, row, JobFailure.LeaseLost);
        else
        {
            // Whoever was passed over for this attempt still is.
            var link = decision.Market.Jobs.ExtrasOf(row).ExcludedAgent;
            var excluded = link == 0 ? Handle.None : decision.Market.Agents.HandleOf(link - 1);
            decision.Emit(new JobRequeued(job, RequeueReason.LeaseLost, excluded, row.FailedAttempts, row.LeaseLosses + 1, 0));
        }
    }

    /// <summary>Exponential backoff with full jitter: a random share of min(longest, first · 2ⁿ).</summary>
    /// <remarks>Source: Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog, 2015.</remarks>
    private static long RetryDelay(Decision decision, int earlierFailures)
    {
        var options = decision.Market.Options.Jobs;
        var most = Math.Min(options.MaxRetryDelay.Milliseconds(), options.RetryDelay.Milliseconds() << Math.Min(earlierFailures, 20));
        var random = BinaryPrimitives.ReadUInt64LittleEndian(decision.Random[16..]);
        return (long)(UInt128.CreateTruncating(random) * (ulong)most >> 64);
    }
}
