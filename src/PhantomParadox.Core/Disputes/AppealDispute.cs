using PhantomParadox.Idempotency;
using PhantomParadox.Identity;
using PhantomParadox.Memory;
using PhantomParadox.Payments;

namespace PhantomParadox.Disputes;

/// <summary>A party appeals against a ruling: a larger jury of others rules again.</summary>
internal sealed class AppealDispute(DisputeId dispute, string wallet) : Command<DisputeRecord>
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
        if (FreshIn(market, row, job) < (2 * round.Seats) + 1)
        {
            Refuse(RefusalCode.NoLargerJury, "There aren't enough fresh agents for a larger jury.");
            return;
        }
        Emit(decision, handle, party, isBuyer, job, round);
    }

    public override void Capture(Decision decision) => Answer = DisputeRecords.Of(decision.Market, _slot);

    protected override void Repeat(Decision decision, in KeptAnswer kept)
    {
        Answer = DisputeRecords.Find(decision.Market, Uuid.FromGuid(dispute.Value));
        if (Answer is null)
            Refuse(RefusalCode.DisputeNotFound, "There is no such dispute any more.");
    }

    // Agents that could be drawn: neither a party's nor one that an earlier round called.
    private static int FreshIn(Market market, in DisputeRow dispute, in Jobs.JobRow job)
    {
        var fresh = market.Pool.Count - (market.Pool.Has(job.Agent - 1) ? 1 : 0);
        var buyerAgent = market.Wallets[job.Buyer].Agent;
        fresh -= buyerAgent != 0 && buyerAgent != job.Agent && market.Pool.Has(buyerAgent - 1) ? 1 : 0;
        for (var round = dispute.Round; round != 0; round = market.Court.Rounds[round - 1].Previous)
        {
            for (var link = market.Court.Rounds[round - 1].FirstDuty; link != 0; link = market.Court.Duties[link - 1].Next)
                fresh -= market.Pool.Has(market.Court.Duties[link - 1].Agent) ? 1 : 0;
        }
        return fresh;
    }

    private void Emit(Decision decision, Handle handle, Handle party, bool isBuyer, in Jobs.JobRow job, in RoundRow round)
    {
        var part = Math.Min(job.Escrow / 20, decision.Market.Options.Jury.RewardCap);
        var bond = round.IsConsensus ? 2 * part : part;
        // With a ledger alone a buyer's money comes from outside, as it did for the job.
        var from = isBuyer ? AccountKind.External : AccountKind.Earned;
        if (!isBuyer && decision.Market.Ledger.BalanceOf(party, from, job.Currency) < bond)
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
