using PhantomParadox.Journal;
using PhantomParadox.Memory;

namespace PhantomParadox.Payments;

/// <summary>Applies the events of payouts and deposits.</summary>
internal sealed class TreasuryApplier(Market market)
{
    public void Apply(scoped ref FrameReader reader, long at)
    {
        switch (reader.Tag)
        {
            case EventTag.PayoutOpened:
                Apply(reader.Read<PayoutOpened>(), at);
                break;
            case EventTag.PayoutEnded:
                Apply(reader.Read<PayoutEnded>(), at);
                break;
            case EventTag.PayoutDoubted:
                market.Payouts.Doubt(reader.Read<PayoutDoubted>());
                break;
            case EventTag.PayoutsForgotten:
                market.Payouts.Forget(reader.Read<PayoutsForgotten>().Count);
                break;
            case EventTag.DepositCounted:
                market.Deposits.Count(reader.Read<DepositCounted>());
                break;
            case EventTag.JobFunded:
                market.JobEvents.Apply(reader.Read<JobFunded>());
                break;
            case EventTag.DepositsClosed:
                market.Deposits.Close(reader.Read<DepositsClosed>().Count);
                break;
            case EventTag.DepositsForgotten:
                market.Deposits.Forget(reader.Read<DepositsForgotten>().Count, market.Jobs);
                break;
            default:
                throw UnknownEvent.At(reader.Position, reader.Tag);
        }
    }

    private void Apply(in PayoutOpened happened, long at)
    {
        market.Payouts.Open(happened, at);
        var lines = new PayoutLines(happened.Lines);
        foreach (var (wallet, amount) in lines)
            market.Ledger.SetAside(wallet, happened.Currency, amount, happened.Payout.Slot);
        market.Sums.Open(happened.Currency, lines.Sum(), at);
    }

    private void Apply(in PayoutEnded happened, long at)
    {
        market.Payouts.End(happened, at);
        ref var row = ref market.Payouts[happened.Payout];
        var lines = new PayoutLines(market.Blobs.Read(row.Lines));
        foreach (var (wallet, _) in lines)
            market.Ledger.Restore(wallet, row.Currency, wasPaid: happened.Status == PayoutStatus.Paid);
        market.Sums.TakeFee(row.Currency, happened.Fee);
        if (happened.Status == PayoutStatus.Released)
            market.Sums.Release(row.Currency, lines.Sum(), row.OpenedAt);
    }
}
