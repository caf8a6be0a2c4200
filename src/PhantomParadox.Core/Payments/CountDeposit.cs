using PhantomParadox.Jobs;
using PhantomParadox.Memory;

namespace PhantomParadox.Payments;

/// <summary>Counts a deposit that arrived for good: into its job's escrow as far as that needs it, and back to the buyer.</summary>
internal sealed class CountDeposit(DepositReference reference, ArrivedDeposit deposit) : AnsweredCommand<DepositOrder>
{
    private Handle _order;

    public ArrivedDeposit Deposit => deposit;

    public override Admission Admission => Admission.Always;

    public override void Decide(Decision decision)
    {
        var market = decision.Market;
        if (!market.Deposits.TryFind(reference, out _order))
        {
            Refuse(RefusalCode.DepositNotExpected, "No order has this reference.");
            return;
        }
        if (market.Deposits.IsCounted(deposit.Transaction))
            return;
        ref var order = ref market.Deposits[_order];
        if (Objection(market, order) is { } refusal)
        {
            Refuse(refusal);
            return;
        }
        decision.Emit(new DepositCounted
        {
            Order = _order,
            Transaction = deposit.Transaction,
            Amount = deposit.Amount,
            ArrivedAt = deposit.ArrivedAt.ToUnixTimeMilliseconds(),
            Position = deposit.Position,
        });
        Move(decision, order);
    }

    public override void Capture(Decision decision) => Answer = DepositOrders.Of(decision.Market, _order.Slot);

    private Refusal? Objection(Market market, in OrderRow order)
    {
        var arrivedAt = deposit.ArrivedAt.ToUnixTimeMilliseconds();
        if (arrivedAt < order.OpenedAt - DepositTerms.Before || arrivedAt > order.OpenedAt + DepositTerms.Arrives || !market.Deposits.IsWatched(order))
            return new Refusal(RefusalCode.DepositNotExpected, "The order doesn't take deposits of that time, or takes none any more.");
        if (deposit.Currency != order.Currency)
            return Bad("currency", "must be the one that was asked for");
        return deposit.Amount > ulong.MaxValue - order.Arrived ? Bad("amount", "is more than can be") : null;
    }

    private void Move(Decision decision, in OrderRow order)
    {
        var market = decision.Market;
        var buyer = market.Wallets.HandleOf(order.Buyer);
        var left = deposit.Amount;
        if (order.Status == DepositStatus.Awaited)
        {
            var missing = order.Amount - market.Jobs[order.Job].Escrow;
            var taken = Math.Min(left, missing);
            decision.Emit(new MoneyMoved(order.Job, AccountKind.External, buyer, AccountKind.Escrow, Handle.None, order.Currency, taken));
            if (taken == missing)
                decision.Emit(new JobFunded(order.Job, decision.MarketNow + market.Options.Jobs.QueueTtl.Milliseconds()));
            left -= taken;
        }
        if (left > 0)
        {
            decision.Emit(new MoneyMoved(
                Handle.None, AccountKind.External, buyer, AccountKind.Available, buyer, order.Currency, left));
        }
    }

    private static Refusal Bad(string field, string message) =>
        new(RefusalCode.ValidationFailed, $"{field} {message}.") { Errors = [new FieldError(field, message)] };
}
