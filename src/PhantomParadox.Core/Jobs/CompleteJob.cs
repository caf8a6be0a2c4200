using PhantomParadox.Agents;
using PhantomParadox.Memory;

namespace PhantomParadox.Jobs;

/// <summary>An agent ends its attempt with a result.</summary>
internal sealed class CompleteJob(JobId job, string wallet, JobResult result, ReadBack readBack) : JobCommand(job, readBack)
{
    public static CompleteJob For(JobId job, string wallet, JobResult result, ReadBack readBack)
    {
        if (!Spares<CompleteJob>.TryTake(out var command))
            return new CompleteJob(job, wallet, result, readBack);
        command.Renew(job, wallet, result, readBack);
        return command;
    }

    public override bool MayCredit(Decision decision, out PairKey pair) =>
        MayCreditHolder(decision.Market, JobFlags.AutoApprove, out pair);

    protected override void Decide(Decision decision, Handle handle, ref JobRow row)
    {
        var market = decision.Market;
        if (!IsHolder(market, row, wallet, result.Attempt))
            return;
        decision.Emit(new ResultReceived
        {
            Job = handle,
            Success = result.Success,
            Output = result.Output,
            ProofHash = result.ProofHash,
            Metrics = result.Metrics,
        });
        StartTimeouts.Forgive(decision, row.Agent - 1);
        if (!result.Success)
        {
            LeaseEnding.FailAttempt(decision, handle, row, JobFailure.AttemptFailed, hasResult: true);
            return;
        }
        var pays = row.Has(JobFlags.AutoApprove);
        var approvalDue = pays ? 0 : decision.MarketNow + market.Options.Jobs.ApprovalWindow.Milliseconds();
        decision.Emit(new JobCompleted(handle, approvalDue));
        if (pays)
            JobMoney.PayOut(decision, handle, row, "completed");
    }

    protected override void Taken()
    {
        Reset();
        Renew(default, null!, null!, default);
        Spares<CompleteJob>.Give(this);
    }

    private void Renew(JobId newJob, string newWallet, JobResult newResult, ReadBack newReadBack)
    {
        Aim(newJob, newReadBack);
        (wallet, result) = (newWallet, newResult);
    }
}
