using PhantomParadox.Idempotency;
using PhantomParadox.Identity;
using PhantomParadox.Jobs;

namespace PhantomParadox.Disputes;

/// <summary>A buyer rejects a completed job, which opens a dispute.</summary>
internal sealed class RejectJob(JobId job, string buyer, string reason, DisputeCategory category) : DisputeAnswer
{
    private int _dispute;

    public override void Decide(Decision decision)
    {
        var market = decision.Market;
        if (!market.Jobs.TryFind(Uuid.FromGuid(job.Value), out var handle))
        {
            Refuse(RefusalCode.JobNotFound, "There is no such job.");
            return;
        }
        ref var row = ref market.Jobs[handle];
        if (!market.Wallets.TryFind(buyer, out var caller) || caller.Slot != row.Buyer)
            Refuse(RefusalCode.NotBuyer, "Only the buyer of the job may reject it.");
        else if (market.Jobs.ExtrasOf(row).Dispute != 0)
            Refuse(RefusalCode.DisputeExists, "The job has a dispute already.");
        else if (row.Settlement is Settlement.Released or Settlement.Refunded or Settlement.Split)
            Refuse(RefusalCode.AlreadySettled, "The job's payment has moved already.");
        else if (row.Status != JobStatus.Completed)
            Refuse(RefusalCode.InvalidState, "Only a completed job can be rejected.");
        else if (row.WaitsUntil <= decision.MarketNow)
            Refuse(RefusalCode.WindowClosed, "The time to reject has passed.");
        if (Refusal is not null)
            return;
        _dispute = market.Disputes.Next.Slot;
        DisputeOpening.Emit(decision, handle, row, Party.Buyer, category, reason);
    }

    public override void Capture(Decision decision) => Answer = DisputeRecords.Of(decision.Market, _dispute);

    protected override KeptAnswer Keep(Decision decision) => new(Uuid.Create(decision.Now, decision.Random));

    protected override void Repeat(Decision decision, in KeptAnswer kept) => Again(decision.Market, kept.Subject);
}
