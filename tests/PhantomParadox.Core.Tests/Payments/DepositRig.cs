using PhantomParadox.Core.Tests.Markets;

namespace PhantomParadox.Core.Tests.Payments;

/// <summary>What tests of deposits do again and again. A job asks for 1,000 lamports.</summary>
internal static class DepositRig
{
    public static Task<TestMarket> StartAsync(Action<MarketOptions>? configure = null) => TestMarket.StartAsync(options =>
    {
        options.Payments.RequireEscrow = true;
        configure?.Invoke(options);
    });

    public static DepositReference Reference(int number) => new(1, (UInt128)number);

    public static Task<JobId> OrderAsync(this TestMarket market, int number, Func<JobSpec, JobSpec>? change = null, string buyer = "buyer") =>
        market.PostAsync(spec => (change?.Invoke(spec) ?? spec) with { DepositReference = Reference(number) }, buyer);

    /// <summary>A deposit that arrives now, named by its number.</summary>
    public static ArrivedDeposit Deposit(this TestMarket market, int number, ulong amount, TimeSpan later = default) =>
        new($"transaction-{number}", amount, Currency.Sol, market.Time.GetUtcNow() + later, 100);

    public static async Task<DepositOrder> CountAsync(this TestMarket market, int reference, int transaction, ulong amount)
    {
        var counted = await market.Market.CountDepositAsync(Reference(reference), market.Deposit(transaction, amount));
        Assert.Null(counted.Refusal);
        return counted.Value;
    }

    public static async Task<IReadOnlyList<DepositOrder>> OrdersAsync(this TestMarket market) =>
        (await market.Market.ListDepositOrdersAsync(null, 100)).Value.Items;

    /// <summary>Checks that all that came in is somewhere: paid out, under way, owed or held.</summary>
    public static async Task BalancesAsync(this TestMarket market)
    {
        foreach (var totals in (await market.Market.GetTotalsAsync()).Value)
            Assert.Equal(totals.Deposited - totals.PaidOut, totals.UnderWay + totals.Owed + totals.Held);
    }
}
