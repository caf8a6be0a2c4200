using PhantomParadox.Idempotency;
using PhantomParadox.Identity;
using PhantomParadox.Memory;
using PhantomParadox.Payments;

namespace PhantomParadox.Disputes;

/// <summary>A party appeals against a ruling: a larger jury of others rules again.</summary>
internal sealed class AppealDispute(DisputeId dispute, string wallet) : DisputeAnswer
{
    private int _slot;

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
        ref var job = ref market.Jobs[row.Job];
        var isBuyer = market.Wallets.TryFind(wallet, out var party) && party.Slot == job.Buyer;
        if (party.IsNone || (!isBuyer && market.Wallets[party].Agent != job.Agent))
        {
            Refuse(RefusalCode.NotAParty, "Only the parties of a dispute may appeal.");
            return;
        }
        if (row.Status != DisputeStatus.Resolved || row.AppealDue <= decision.MarketNow)
        {
            Refuse(RefusalCode.WrongPhase, "There is no ruling that can be appealed.");
            return;
        }
        ref var round = ref market.Court.Rounds[row.Round - 1];
        if (FreshJurors.CountFor(market, row) < (2 * round.Seats) + 1)
        {
            Refuse(RefusalCode.NoLargerJury, "There aren't enough fresh agents for a larger jury.");
            return;
        }
        Emit(decision, handle, party, isBuyer, job, round);
    }

    public override void Capture(Decision decision) => Answer = DisputeRecords.Of(decision.Market, _slot);

    protected override void Repeat(Decision decision, in KeptAnswer kept) => Again(decision.Market, Uuid.FromGuid(dispute.Value));

    private void Emit(Decision decision, Handle handle, Handle party, bool isBuyer, in Jobs.JobRow job, in RoundRow round)
    {
        var part = Math.Min(job.Escrow / 20, decision.Market.Disputes[handle].Terms.RewardCap);
        var bond = round.IsConsensus ? 2 * part : part;
        // A buyer's money comes from where it came from for the job.
        var from = isBuyer ? Jobs.JobMoney.BuyersAccount(job) : AccountKind.Earned;
        if (from != AccountKind.External && decision.Market.Ledger.SpendableOf(party, from, job.Currency) < bond)
        {
            Refuse(RefusalCode.InsufficientBond, $"The appeal takes a bond of {bond}, which the balance doesn't cover.");
            return;
        }
        if (bond > 0)
        {
            decision.Emit(new MoneyMoved(
                decision.Market.Jobs.HandleOf(decision.Market.Disputes[handle].Job), from, party, AccountKind.Bond, party, job.Currency, bond));
        }
        decision.Emit(new AppealOpened(handle, isBuyer ? Party.Buyer : Party.Agent, bond, from, Ruling.RoundDue(decision)));
    }
}
