using PhantomParadox.Core.Tests.Markets;

namespace PhantomParadox.Core.Tests.Idempotency;

/// <summary>How long keys are kept, and how many.</summary>
public sealed class KeptKeysTests
{
    private static readonly JobSpec Spec = new() { Type = JobType.Storage, Buyer = "buyer", Description = "keep this", Amount = 1_000 };

    [Fact]
    public async Task AKey_IsKeptFor24Hours_AndNoLonger()
    {
        await using var market = await TestMarket.StartAsync();
        var first = await PostAsync(market, "1");
        await market.AdvanceAsync(TimeSpan.FromHours(24) - TimeSpan.FromSeconds(1));
        Assert.True((await PostAsync(market, "1")).Replayed);
        await market.AdvanceAsync(3);

        Assert.Equal(0, market.Market.State.Keys.Count);
        var second = await PostAsync(market, "1");
        Assert.False(second.Replayed);
        Assert.NotEqual(first.Value.Id, second.Value.Id);
    }

    [Fact]
    public async Task ManyKeysOfOneSecond_AllGo()
    {
        await using var market = await TestMarket.StartAsync(options => options.Limits.IdempotencyWindow = TimeSpan.FromSeconds(10));
        for (var number = 0; number < 600; number++)
            Assert.Null((await PostAsync(market, $"{number}")).Refusal);
        Assert.Equal(600, market.Market.State.Keys.Count);
        await market.AdvanceAsync(12);
        Assert.Equal(0, market.Market.State.Keys.Count);
    }

    [Fact]
    public async Task AKey_OutlivesARestart_AndTheTimeOfIt()
    {
        var first = await TestMarket.StartAsync();
        var posted = await PostAsync(first, "1");
        await first.AdvanceAsync(TimeSpan.FromHours(20));
        // The newest event says till when the market was up.
        await first.PostAsync();
        await using var second = await first.RestartAsync(TimeSpan.FromHours(30));

        var again = await PostAsync(second, "1");
        Assert.Equal((posted.Value.Id, true), (again.Value.Id, again.Replayed));
        await second.AdvanceAsync(TimeSpan.FromHours(5));
        Assert.False((await PostAsync(second, "1")).Replayed);
    }

    [Fact]
    public async Task AFullTable_RefusesKeyedCommands_AndForgetsNothing()
    {
        await using var market = await TestMarket.StartAsync(options => options.Limits.IdempotencyKeys = 3);
        for (var number = 0; number < 3; number++)
            Assert.Null((await PostAsync(market, $"{number}", $"buyer-{number}")).Refusal);
        await Refused.With(RefusalCode.IdempotencyQuota, PostAsync(market, "4"));

        Assert.True((await PostAsync(market, "0", "buyer-0")).Replayed);
        Assert.Null((await market.Market.PostJobAsync(Spec)).Refusal);
        await market.AdvanceAsync(TimeSpan.FromHours(25));
        Assert.False((await PostAsync(market, "4")).Replayed);
    }

    [Fact]
    public async Task ACaller_HasNoMoreThanItsShare()
    {
        await using var market = await TestMarket.StartAsync(options => options.Limits.IdempotencyKeysPerWallet = 2);
        await PostAsync(market, "1");
        await PostAsync(market, "2");
        await Refused.With(RefusalCode.IdempotencyQuota, PostAsync(market, "3"));
        Assert.Null((await PostAsync(market, "3", "carol")).Refusal);
        Assert.True((await PostAsync(market, "2")).Replayed);
    }

    private static ValueTask<Outcome<JobReceipt>> PostAsync(TestMarket market, string key, string buyer = "buyer") =>
        market.Market.PostJobAsync(Spec with { Buyer = buyer }, idempotency: new IdempotencyKey(buyer, key));
}
