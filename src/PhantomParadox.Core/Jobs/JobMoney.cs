using System.Runtime.CompilerServices;
using PhantomParadox.Memory;
using PhantomParadox.Payments;

namespace PhantomParadox.Jobs;

/// <summary>Decides where a job's money goes.</summary>
internal static class JobMoney
{
    /// <summary>Puts the payment of a job just posted into its escrow.</summary>
    public static void Escrow(Decision decision, Handle job, Handle buyer, Currency currency, ulong amount)
    {
        if (amount > 0)
        {
            decision.Emit(new MoneyMoved(
                job, AccountKind.External, buyer, AccountKind.Escrow, Handle.None, currency, amount));
        }
    }

    /// <summary>Releases some of a job's escrow to its agent, and tells it so.</summary>
    public static void Release(Decision decision, Handle job, in JobRow row, ulong amount, string reason)
    {
        if (amount == 0)
            return;
        ref var agent = ref decision.Market.Agents[row.Agent - 1];
        decision.Emit(new MoneyMoved(
            job, AccountKind.Escrow, Handle.None, AccountKind.Earned, decision.Market.Wallets.HandleOf(agent.Wallet), row.Currency, amount));
        decision.Send(EffectKind.PaymentReleased, agent.Session, job, amount, reason);
    }

    /// <summary>Pays a completed job out and closes its account; the agent's reputation grows by it.</summary>
    // Never part of another method: those that seldom pay would clear room on the stack for it each time.
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void PayOut(Decision decision, Handle job, in JobRow row, string reason)
    {
        var market = decision.Market;
        Release(decision, job, row, row.Escrow, reason);
        decision.Emit(new JobSettled(job, Settlement.Released));
        var change = new Reputation.ReputationChange(market, market.Agents.HandleOf(row.Agent - 1));
        change.Approve(decision.Today, row.Amount, market.Wallets.HandleOf(row.Buyer), job);
        change.Emit(decision);
    }

    /// <summary>Where a buyer's money comes from and returns to: what came in by a deposit is owed to it, the rest was never here.</summary>
    public static AccountKind BuyersAccount(in JobRow row) => row.Has(JobFlags.Deposit) ? AccountKind.Available : AccountKind.External;

    /// <summary>Returns what is left in a job's escrow to its buyer and closes its account. Some may have gone to the agent before.</summary>
    public static void Refund(Decision decision, Handle job, in JobRow row)
    {
        if (row.Escrow > 0)
        {
            decision.Emit(new MoneyMoved(
                job, AccountKind.Escrow, Handle.None, BuyersAccount(row), decision.Market.Wallets.HandleOf(row.Buyer), row.Currency,
                row.Escrow));
        }
        var nothingCame = row.Has(JobFlags.AwaitsDeposit) && row.Escrow == 0;
        decision.Emit(new JobSettled(job, nothingCame ? Settlement.None : SettlementOf(row, row.Escrow)));
    }

    /// <summary>Where a job's money has gone once what is returned to the buyer has moved.</summary>
    public static Settlement SettlementOf(in JobRow row, ulong returned) =>
        row.Paid == 0 ? Settlement.Refunded : returned == 0 ? Settlement.Released : Settlement.Split;

    /// <summary>What streaming has released once a job stands at some progress; 0 where it doesn't stream.</summary>
    public static ulong StreamedAt(Market market, in JobRow row, int progress, long marketNow)
    {
        var payments = market.Options.Payments;
        if (!payments.Streaming || !row.Has(JobFlags.AutoApprove))
            return 0;
        var share = (UInt128)row.Amount * (uint)(100 - payments.StreamingHoldback);
        var byProgress = share * (uint)progress / 10_000;
        if (!payments.StreamingCappedByTime)
            return (ulong)byProgress;
        var runtime = (ulong)market.Options.Jobs.MaxRuntime.Milliseconds();
        var elapsed = row.StartedAt == 0 ? 0 : (ulong)Math.Max(0, marketNow - row.Since);
        var byTime = share * Math.Min(elapsed, runtime) / (100 * (UInt128)runtime);
        return (ulong)UInt128.Min(byProgress, byTime);
    }
}
