namespace PhantomParadox.Core.Tests.Markets;

public sealed class StreamingTests
{
    [Fact]
    public async Task IsOff_UnlessAskedFor()
    {
        await using var market = await TestMarket.StartAsync();
        await market.ConnectAsync("ada");
        var job = await market.PostAsync();
        await market.WorkAsync(job, "ada", 90);

        Assert.Equal(0UL, (await market.JobAsync(job)).Paid);
    }

    [Fact]
    public async Task WithoutHoldbackOrCap_PaysWhatProgressSays()
    {
        await using var market = await TestMarket.StartAsync(Unbounded);
        var session = await market.ConnectAsync("ada");
        var job = await market.PostAsync(spec => spec with { Amount = 999 });
        await market.WorkAsync(job, "ada", 33);

        Assert.Equal(329UL, (await market.JobAsync(job)).Paid);
        Assert.Equal(329UL, Assert.IsType<AgentMessage.PaymentReleased>(market.MessagesTo(session)[^1]).Amount);
        await market.WorkAsync(job, "ada", 34);
        Assert.Equal(339UL, (await market.JobAsync(job)).Paid);
        await market.WorkAsync(job, "ada", 20);
        Assert.Equal(339UL, (await market.JobAsync(job)).Paid);
        Assert.Equal(999UL, (await market.FinishAsync(job, "ada")).Paid);
        Assert.Equal(999, await market.BalanceAsync("ada", AccountKind.Earned));
    }

    [Fact]
    public async Task KeepsHalfBack_AndPaysNoFasterThanTimePasses()
    {
        await using var market = await TestMarket.StartAsync(options => options.Payments.Streaming = true);
        await market.ConnectAsync("ada");
        var job = await market.PostAsync();
        await market.WorkAsync(job, "ada", 50);
        Assert.Equal(0UL, (await market.JobAsync(job)).Paid);

        await market.AdvanceAsync(TimeSpan.FromHours(6));
        await market.WorkAsync(job, "ada", 90);
        Assert.Equal(125UL, (await market.JobAsync(job)).Paid);
        await market.AdvanceAsync(TimeSpan.FromHours(17));
        await market.WorkAsync(job, "ada", 90);
        Assert.Equal(450UL, (await market.JobAsync(job)).Paid);
    }

    [Fact]
    public async Task Time_IsTheMarkets_NotThatOfAnOutage()
    {
        var first = await TestMarket.StartAsync(options => options.Payments.Streaming = true);
        await first.ConnectAsync("ada");
        var job = await first.PostAsync();
        await first.WorkAsync(job, "ada", 90);
        await using var second = await first.RestartAsync(TimeSpan.FromHours(12));
        await second.ConnectAsync("ada");
        await second.WorkAsync(job, "ada", 91);

        Assert.Equal(0UL, (await second.JobAsync(job)).Paid);
    }

    [Fact]
    public async Task WithoutAutoApprove_NothingIsPaidBefore()
    {
        await using var market = await TestMarket.StartAsync(Unbounded);
        await market.ConnectAsync("ada");
        var job = await market.PostAsync(spec => spec with { AutoApprove = false });
        await market.WorkAsync(job, "ada", 80);

        Assert.Equal(0UL, (await market.JobAsync(job)).Paid);
    }

    [Fact]
    public async Task WhatWasPaid_IsNotPaidAgain_ByTheNextAttempt()
    {
        await using var market = await TestMarket.StartAsync(Unbounded, new FixedJitter(longest: false));
        await market.ConnectAsync("ada");
        var job = await market.PostAsync(spec => spec with { MaxAttempts = 2 });
        await market.WorkAsync(job, "ada", 60);
        await market.FinishAsync(job, "ada", success: false);
        await market.ConnectAsync("bob");
        await market.AdvanceAsync(1);
        await market.WorkAsync(job, "bob", 50);
        Assert.Equal(600UL, (await market.JobAsync(job)).Paid);

        await market.FinishAsync(job, "bob");

        Assert.Equal(600, await market.BalanceAsync("ada", AccountKind.Earned));
        Assert.Equal(400, await market.BalanceAsync("bob", AccountKind.Earned));
    }

    [Theory]
    [InlineData(0, Settlement.Refunded)]
    [InlineData(60, Settlement.Split)]
    [InlineData(100, Settlement.Released)]
    public async Task AJobThatIsCancelledHalfPaid_IsSplit(int progress, Settlement settlement)
    {
        await using var market = await TestMarket.StartAsync(Unbounded);
        await market.ConnectAsync("ada");
        var job = await market.PostAsync();
        await market.WorkAsync(job, "ada", progress);
        Assert.Null((await market.Market.CancelJobAsync(job, "buyer", running: true)).Refusal);
        Assert.Null((await market.Market.ConfirmCancelAsync(job, "ada")).Refusal);

        var record = await market.JobAsync(job);
        Assert.Equal((JobStatus.Cancelled, settlement, (ulong)progress * 10), (record.Status, record.Settlement, record.Paid));
    }

    private static void Unbounded(MarketOptions options) =>
        options.Payments = new PaymentOptions { Streaming = true, StreamingHoldback = 0, StreamingCappedByTime = false };
}
