using Xunit;

namespace PhantomParadox.Hosting.Tests.Payouts;

/// <summary>A market whose agents have earned something: the real one, on a journal in memory that outlives it.</summary>
internal sealed class DebtMarket : IDisposable
{
    private static readonly (string Wallet, ulong Amount)[] Earned = [("ada", 7), ("bob", 11), ("cyd", 13)];

    private readonly MemoryJournal _journal = new();
    private LocalMarket _market;

    public DebtMarket()
    {
        _market = Start(_journal);
        foreach (var (wallet, amount) in Earned)
            Earn(wallet, amount);
    }

    public IReadOnlyDictionary<string, ulong> Debts { get; } = Earned.ToDictionary(earned => earned.Wallet, earned => earned.Amount);

    public ITreasury Treasury => _market;

    /// <summary>Whether nothing is owed, and no payout is open or in review.</summary>
    public bool IsSettled => Totals is { } totals && totals.Owed + totals.UnderWay == 0;

    public IReadOnlyList<PayoutRecord> Payouts => Wait(_market.ListPayoutsAsync(new PayoutQuery(Limit: 100))).Items;

    private TreasuryTotals Totals => Wait(_market.GetTotalsAsync()).Single(totals => totals.Currency == Currency.Sol);

    public bool IsKnown(PayoutId payout) => _market.GetPayoutAsync(payout).AsTask().GetAwaiter().GetResult().IsAccepted;

    /// <summary>Ends the market, and starts another on its journal.</summary>
    public void Restart()
    {
        Dispose();
        _market = Start(_journal);
    }

    /// <summary>Holds the market's own sums against what has been earned, to the lamport.</summary>
    public void BooksAgree()
    {
        var paid = Earned.Aggregate(UInt128.Zero, (sum, earned) => sum + earned.Amount);
        Assert.Equal((paid, UInt128.Zero, UInt128.Zero), (Totals.PaidOut, Totals.UnderWay, Totals.Owed));
        foreach (var (wallet, amount) in Earned)
            Assert.Equal(0, Wait(_market.GetBalancesAsync(wallet)).Where(balance => balance.Kind == AccountKind.Earned).Sum(balance => (long)balance.Amount));
    }

    public void Dispose() => _market.DisposeAsync().AsTask().GetAwaiter().GetResult();

    private static LocalMarket Start(IJournal journal)
    {
        var market = new LocalMarket(new MarketOptions(), new MarketPorts { Journal = journal, Archive = new MemoryArchive(100), Transport = NullAgentTransport.Instance });
        market.StartAsync(CancellationToken.None).GetAwaiter().GetResult();
        return market;
    }

    private void Earn(string wallet, ulong amount)
    {
        // Its session has no capability that a job asks for: it claims.
        Wait(_market.OpenSessionAsync(new SessionId(amount), new AgentProfile { Wallet = wallet, Capabilities = ["none"] }));
        var job = Wait(_market.PostJobAsync(new JobSpec { Type = JobType.Compute, Buyer = "buyer", Description = "work", Amount = amount })).Id;
        Wait(_market.ClaimJobAsync(job, wallet));
        Wait(_market.CompleteJobAsync(job, wallet, new JobResult()));
    }

    private static T Wait<T>(ValueTask<Outcome<T>> answer) => answer.AsTask().GetAwaiter().GetResult().Value;
}
