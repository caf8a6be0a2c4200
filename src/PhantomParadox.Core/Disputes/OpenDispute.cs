using PhantomParadox.Idempotency;
using PhantomParadox.Identity;
using PhantomParadox.Jobs;

namespace PhantomParadox.Disputes;

/// <summary>A party opens a dispute about a job.</summary>
internal sealed class OpenDispute(DisputeClaim claim) : DisputeAnswer
{
    private int _dispute;

    public override void Decide(Decision decision)
    {
        var market = decision.Market;
        if (!market.Jobs.TryFind(Uuid.FromGuid(claim.Job.Value), out var job))
        {
            Refuse(RefusalCode.JobNotFound, "There is no such job.");
            return;
        }
        ref var row = ref market.Jobs[job];
        if (claim.Wallet is { } wallet && !IsParty(market, row, wallet))
            Refuse(RefusalCode.NotAParty, "Only the job's buyer and its agent may open a dispute.");
        else if (market.Jobs.ExtrasOf(row).Dispute != 0)
            Refuse(RefusalCode.DisputeExists, "The job has a dispute already.");
        else if (row.Status == JobStatus.Pending)
            Refuse(RefusalCode.NoAgentYet, "The job has no agent to dispute with.");
        else if (row.Settlement != Settlement.Escrowed)
            Refuse(RefusalCode.AlreadySettled, "The job's payment has moved already.");
        if (Refusal is not null)
            return;
        _dispute = market.Disputes.Next.Slot;
        DisputeOpening.Emit(decision, job, row, claim.Opener, claim.Category, claim.Reason);
    }

    public override void Capture(Decision decision) => Answer = DisputeRecords.Of(decision.Market, _dispute);

    protected override KeptAnswer Keep(Decision decision) => new(Uuid.Create(decision.Now, decision.Random));

    protected override void Repeat(Decision decision, in KeptAnswer kept) => Again(decision.Market, kept.Subject);

    private bool IsParty(Market market, in JobRow row, string wallet) =>
        market.Wallets.TryFind(wallet, out var party)
        && (claim.Opener == Party.Buyer ? party.Slot == row.Buyer : row.Agent != 0 && market.Wallets[party].Agent == row.Agent);
}
