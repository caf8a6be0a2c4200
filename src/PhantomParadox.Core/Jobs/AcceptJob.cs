using PhantomParadox.Memory;

namespace PhantomParadox.Jobs;

/// <summary>An agent acknowledges an assignment.</summary>
internal sealed class AcceptJob(JobId job, string wallet, int? attempt, ReadOnlyMemory<byte> nonce)
    : JobCommand(job, ReadBack.Receipt)
{
    protected override void Decide(Decision decision, Handle handle, ref JobRow row)
    {
        if (!IsHolder(decision.Market, row, wallet, attempt))
            return;
        // Once work has begun there is nothing left to acknowledge.
        if (row.Status == JobStatus.InProgress && nonce.IsEmpty)
            return;
        // The job's timer is set by it: one that runs keeps the time that it has for that.
        var options = decision.Market.Options.Jobs;
        var window = row.Status == JobStatus.InProgress ? options.MaxRuntime : options.StartTimeout;
        decision.Emit(new JobAccepted
        {
            Job = handle,
            StartDue = row.Since + window.Milliseconds(),
            Nonce = nonce.Span,
        });
    }
}
