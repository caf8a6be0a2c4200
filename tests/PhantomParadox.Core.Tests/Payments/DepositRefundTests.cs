using PhantomParadox.Core.Tests.Markets;

namespace PhantomParadox.Core.Tests.Payments;

/// <summary>What a deposit paid for and the job didn't take is owed to the buyer.</summary>
public sealed class DepositRefundTests
{
    [Fact]
    public async Task AFundedJob_ThatIsCancelled_IsOwedBack()
    {
        await using var market = await DepositRig.StartAsync();
        var job = await market.OrderAsync(1);
        await market.CountAsync(1, 1, 1_000);

        await market.Market.CancelJobAsync(job, "buyer");

        Assert.Equal([new PayoutLine("buyer", 1_000)], (await market.OwedAsync()).Lines);
        await market.BalancesAsync();
    }

    [Fact]
    public async Task AFundedJob_ThatFails_IsOwedBack_ButForWhatStreamingPaid()
    {
        await using var market = await DepositRig.StartAsync(options =>
        {
            options.Payments.Streaming = true;
            options.Payments.StreamingHoldback = 0;
            options.Payments.StreamingCappedByTime = false;
        });
        await market.ConnectAsync("ada");
        var job = await market.OrderAsync(1);
        await market.CountAsync(1, 1, 1_000);
        await market.WorkAsync(job, "ada", 40);

        Assert.Null((await market.Market.CompleteJobAsync(job, "ada", new JobResult { Success = false })).Refusal);
        await market.AdvanceAsync(TimeSpan.FromHours(24));

        Assert.Equal(Settlement.Split, (await market.JobAsync(job)).Settlement);
        Assert.Equal([new PayoutLine("ada", 400), new PayoutLine("buyer", 600)], (await market.OwedAsync()).Lines);
        await market.BalancesAsync();
    }

    [Fact]
    public async Task WhatAVerdictLeavesTheBuyer_IsOwed()
    {
        await using var market = await DepositRig.StartAsync(options =>
        {
            // No jury to be had: the policy rules.
            options.Jury.TimeoutPolicy = JuryChoice.Split;
            options.Jury.MinScore = 100;
        });
        await market.ConnectAsync("ada");
        var job = await market.OrderAsync(1, spec => spec with { AutoApprove = false });
        await market.CountAsync(1, 1, 1_000);
        await market.FinishAsync(job, "ada");
        Assert.Null((await market.Market.RejectJobAsync(job, "buyer", "not what I asked for")).Refusal);
        await market.BalancesAsync();

        await market.AdvanceAsync(TimeSpan.FromDays(2));

        Assert.Equal(Settlement.Split, (await market.JobAsync(job)).Settlement);
        Assert.Equal([new PayoutLine("ada", 500), new PayoutLine("buyer", 500)], (await market.OwedAsync()).Lines.OrderBy(line => line.Wallet));
        await market.BalancesAsync();
    }

    [Fact]
    public async Task APayoutUnderWay_PaysEarningsFirst_AndThenWhatWasReturned()
    {
        await using var market = await DepositRig.StartAsync();
        await market.ConnectAsync("ada");
        var bought = await market.OrderAsync(1, spec => spec with { Type = JobType.Storage }, "ada");
        await market.CountAsync(1, 1, 1_000);
        await market.Market.CancelJobAsync(bought, "ada");
        var worked = await market.OrderAsync(2);
        await market.CountAsync(2, 2, 1_000);
        await market.FinishAsync(worked, "ada");
        Assert.Equal([new PayoutLine("ada", 2_000)], (await market.OwedAsync()).Lines);

        await market.OpenAsync(1, new PayoutLine("ada", 1_500));
        await market.RecordAsync(1, PayoutFate.Paid);

        Assert.Equal((0, 500), (await market.BalanceAsync("ada", AccountKind.Earned), await market.BalanceAsync("ada", AccountKind.Available)));
        Assert.Equal([new PayoutLine("ada", 500)], (await market.OwedAsync()).Lines);
        await market.BalancesAsync();
    }
}
