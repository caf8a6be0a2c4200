using PhantomParadox.Core.Tests.Markets;

namespace PhantomParadox.Core.Tests.Payments;

/// <summary>What tests of payouts do again and again.</summary>
internal static class PayoutRig
{
    /// <summary>Has agents earn amounts in lamports, in this order; each has a job of a buyer's of its own.</summary>
    public static async Task EarnAsync(this TestMarket market, params (string Wallet, ulong Amount)[] earnings)
    {
        foreach (var (wallet, amount) in earnings)
        {
            if ((await market.Market.FindAgentAsync(wallet)).Refusal is not null)
                await market.ConnectAsync(wallet, profile => profile with { Capabilities = ["relay", wallet], Capacity = 64 });
            var job = await market.PostAsync(spec => spec with { Amount = amount, Requirements = new JobRequirements { Capabilities = [wallet] } });
            await market.FinishAsync(job, wallet);
        }
    }

    /// <summary>A payout of lamports, signed in the name of its number.</summary>
    public static PayoutOpening Opening(int number, params PayoutLine[] lines) => new(
        IdOf(number), Currency.Sol, lines, new SignedPayout($"signature-{number}", new byte[] { 1, 2, 3 }, 1_000, 5_000, "solana:test"));

    public static PayoutId IdOf(int number) => new(new Guid(number, 0, 0, [0, 0, 0, 0, 0, 0, 0, (byte)number]));

    public static async Task<PayoutRecord> OpenAsync(this TestMarket market, int number, params PayoutLine[] lines)
    {
        var opened = await market.Market.OpenPayoutAsync(Opening(number, lines));
        Assert.Null(opened.Refusal);
        return opened.Value;
    }

    public static async Task<PayoutRecord> RecordAsync(this TestMarket market, int number, PayoutFate fate, ulong position = 0, string? detail = null)
    {
        var recorded = await market.Market.RecordPayoutAsync(IdOf(number), new PayoutLook(fate, position, detail));
        Assert.Null(recorded.Refusal);
        return recorded.Value;
    }

    public static async Task<OwedAmounts> OwedAsync(this TestMarket market, ulong atLeast = 1, int limit = 100, string? cursor = null) =>
        (await market.Market.GetOwedAsync(new OwedQuery(Currency.Sol, atLeast, limit, cursor))).Value;

    public static async Task<TreasuryTotals> TotalsAsync(this TestMarket market) =>
        (await market.Market.GetTotalsAsync()).Value.Single(totals => totals.Currency == Currency.Sol);
}
