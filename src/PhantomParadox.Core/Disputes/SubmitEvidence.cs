using PhantomParadox.Idempotency;
using PhantomParadox.Identity;

namespace PhantomParadox.Disputes;

/// <summary>A party adds a piece of evidence to a dispute.</summary>
internal sealed class SubmitEvidence(DisputeId dispute, EvidenceSubmission evidence) : AnsweredCommand<EvidenceRecord>
{
    private int _slot;

    /// <summary>The evidence that the archive must be asked for: it was submitted before, and its dispute has left memory since.</summary>
    public EvidenceId? Missing { get; private set; }

    public override void Decide(Decision decision)
    {
        var market = decision.Market;
        if (!market.Disputes.TryFind(Uuid.FromGuid(dispute.Value), out var handle))
        {
            Refuse(RefusalCode.DisputeNotFound, "There is no such dispute.");
            return;
        }
        _slot = handle.Slot;
        ref var row = ref market.Disputes[handle];
        if (PartyOf(market, row) is not { } party)
        {
            Refuse(RefusalCode.NotAParty, "Only the parties of a dispute may submit evidence.");
            return;
        }
        if (row.Status is DisputeStatus.Resolved or DisputeStatus.Timeout
            || (row.Round != 0 && market.Court.Rounds[row.Round - 1].Phase is RoundPhase.Revealing or RoundPhase.Decided))
        {
            Refuse(RefusalCode.EvidenceClosed, "Evidence is no longer taken.");
            return;
        }
        var most = market.Options.Limits.EvidencePerParty;
        if ((party == Party.Buyer ? row.BuyerEvidence : row.AgentEvidence) >= most)
        {
            Refuse(RefusalCode.EvidenceLimit, $"A party may submit at most {most} pieces of evidence.");
            return;
        }
        decision.Emit(new EvidenceSubmitted
        {
            Evidence = market.Disputes.NextEvidence,
            Id = Uuid.Create(decision.Now, decision.Random),
            Dispute = handle,
            Party = party,
            Kind = evidence.Kind,
            Title = evidence.Title,
            Description = evidence.Description,
            DataHash = evidence.DataHash,
            Url = evidence.Url,
        });
        if (row.Status != DisputeStatus.Voting)
            return;
        Voting.Tell(decision, market.Court.Rounds[row.Round - 1], EffectKind.JuryEvidence, DutyState.Accepted);
        Voting.Tell(decision, market.Court.Rounds[row.Round - 1], EffectKind.JuryEvidence, DutyState.Sealed);
    }

    public override void Capture(Decision decision) => Answer = DisputeRecords.NewestEvidence(decision.Market, _slot);

    protected override KeptAnswer Keep(Decision decision) => new(Uuid.Create(decision.Now, decision.Random));

    protected override void Repeat(Decision decision, in KeptAnswer kept)
    {
        var id = new EvidenceId(Uuid.ToGuid(kept.Subject));
        foreach (var piece in DisputeRecords.Find(decision.Market, Uuid.FromGuid(dispute.Value))?.Evidence ?? [])
        {
            if (piece.Id == id)
                Answer = piece;
        }
        if (Answer is null)
        {
            Missing = id;
            Refuse(RefusalCode.DisputeNotFound, "This was done before; the dispute is no longer kept.");
        }
    }

    private Party? PartyOf(Market market, in DisputeRow row)
    {
        if (!market.Wallets.TryFind(evidence.Submitter, out var wallet))
            return null;
        ref var job = ref market.Jobs[row.Job];
        if (wallet.Slot == job.Buyer)
            return Party.Buyer;
        return market.Wallets[wallet].Agent == job.Agent ? Party.Agent : null;
    }
}
