using PhantomParadox.Testing;
using Xunit;

namespace PhantomParadox.Hosting.Tests.Payouts;

/// <summary>A market whose agents have earned something: the real one on one thread, which answers at once and is started anew from its journal.</summary>
internal sealed class DebtMarket
{
    private static readonly (string Wallet, ulong Amount)[] Earned = [("ada", 7), ("bob", 11), ("cyd", 13)];

    private readonly SimulatedMarket _market = new();

    public DebtMarket()
    {
        foreach (var (wallet, amount) in Earned)
        {
            // It has no capability that a job asks for: it claims.
            Accepted(_market.OpenSession(new AgentProfile { Wallet = wallet, Capabilities = ["none"] }, out _));
            var job = Accepted(_market.PostJob(new JobSpec { Type = JobType.Compute, Buyer = "buyer", Description = "work", Amount = amount })).Id;
            Accepted(_market.ClaimJob(job, wallet));
            Accepted(_market.CompleteJob(job, wallet, new JobResult()));
        }

        Treasury = new SimulatedTreasury(_market);
    }

    public IReadOnlyDictionary<string, ulong> Debts { get; } = Earned.ToDictionary(earned => earned.Wallet, earned => earned.Amount);

    public ITreasury Treasury { get; }

    /// <summary>Whether nothing is owed, and no payout is open or in review.</summary>
    public bool IsSettled => Totals is { } totals && totals.Owed + totals.UnderWay == 0;

    public IReadOnlyList<PayoutRecord> Payouts => Accepted(_market.ListPayouts(new PayoutQuery(Limit: 100))).Items;

    private TreasuryTotals Totals => _market.GetTotals().Single(totals => totals.Currency == Currency.Sol);

    public bool IsOpen(PayoutId payout) => _market.GetPayout(payout) is { IsAccepted: true, Value.Status: PayoutStatus.Open };

    /// <summary>Starts the market anew from its journal.</summary>
    public void Restart() => _market.Restart();

    /// <summary>Holds the market's own sums against what has been earned, to the lamport.</summary>
    public void BooksAgree()
    {
        var paid = Earned.Aggregate(UInt128.Zero, (sum, earned) => sum + earned.Amount);
        Assert.Equal((paid, UInt128.Zero, UInt128.Zero), (Totals.PaidOut, Totals.UnderWay, Totals.Owed));
    }

    private static T Accepted<T>(Outcome<T> outcome) => outcome.Value;
}
