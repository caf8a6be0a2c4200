using PhantomParadox.Jobs;
using PhantomParadox.Journal;
using Xunit;

namespace PhantomParadox.Core.Tests.Markets;

public sealed class ApprovalTests
{
    [Fact]
    public async Task Approval_Pays_Once()
    {
        await using var market = await TestMarket.StartAsync();
        await market.ConnectAsync("ada");
        var job = await market.PostAsync(spec => spec with { AutoApprove = false });
        await market.FinishAsync(job, "ada");

        Assert.Equal(Settlement.Released, (await market.Market.ApproveJobAsync(job, "buyer")).Value.Settlement);
        await Refused.With(RefusalCode.AlreadySettled, market.Market.ApproveJobAsync(job, "buyer"));

        Assert.Equal(1_000, await market.BalanceAsync("ada", AccountKind.Earned));
    }

    // Goal: what an approval will look up is foreseen. Method: of the command's present job, though it was made for another.
    [Fact]
    public async Task AnApproval_ForeseesWhomItCredits()
    {
        await using var market = await TestMarket.StartAsync();
        await market.ConnectAsync("ada");
        var first = await market.PostAsync(spec => spec with { AutoApprove = false });
        await market.ConnectAsync("bob");
        var second = await market.PostAsync(spec => spec with { AutoApprove = false });
        var decision = new Decision(market.Market.State, new EventWriter());

        var command = ApproveJob.For(first, "buyer", ReadBack.Receipt);
        Assert.True(command.MayCredit(decision, out var ofFirst));
        Spares<ApproveJob>.Give(command);
        var again = ApproveJob.For(second, "buyer", ReadBack.Receipt);
        Assert.Same(command, again);
        Assert.True(again.MayCredit(decision, out var ofSecond));
        Assert.False(ApproveJob.For(default, "buyer", ReadBack.Receipt).MayCredit(decision, out _));

        Assert.Equal((0, 1), (ofFirst.AgentSlot, ofSecond.AgentSlot));
        Assert.Equal(ofFirst.BuyerSlot, ofSecond.BuyerSlot);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task AResult_ForeseesACredit_WhereNobodyNeedApprove(bool autoApprove)
    {
        await using var market = await TestMarket.StartAsync();
        await market.ConnectAsync("ada");
        var job = await market.PostAsync(spec => spec with { AutoApprove = autoApprove });

        var command = CompleteJob.For(job, "ada", new JobResult(), ReadBack.Receipt);

        Assert.Equal(autoApprove, command.MayCredit(new Decision(market.Market.State, new EventWriter()), out _));
    }

    [Fact]
    public async Task OnlyTheBuyer_Approves()
    {
        await using var market = await TestMarket.StartAsync();
        await market.ConnectAsync("ada");
        var job = await market.PostAsync(spec => spec with { AutoApprove = false });
        await market.FinishAsync(job, "ada");

        await Refused.With(RefusalCode.NotBuyer, market.Market.ApproveJobAsync(job, "ada"));
        await Refused.With(RefusalCode.NotBuyer, market.Market.ApproveJobAsync(job, "nobody"));
        await Refused.With(RefusalCode.JobNotFound, market.Market.ApproveJobAsync(default, "buyer"));
    }

    [Fact]
    public async Task OnlyACompletedJob_IsApproved()
    {
        await using var market = await TestMarket.StartAsync();
        var pending = await market.PostClaimableAsync();
        await market.ConnectAsync("ada");
        await Refused.With(RefusalCode.InvalidState, market.Market.ApproveJobAsync(pending, "buyer"));
        await market.ClaimAsync(pending, "ada");
        await Refused.With(RefusalCode.InvalidState, market.Market.ApproveJobAsync(pending, "buyer"));
        await market.FinishAsync(pending, "ada", success: false);
        await Refused.With(RefusalCode.InvalidState, market.Market.ApproveJobAsync(pending, "buyer"));
        await market.AdvanceAsync(TimeSpan.FromHours(24));
        await Refused.With(RefusalCode.AlreadySettled, market.Market.ApproveJobAsync(pending, "buyer"));
    }

    [Fact]
    public async Task Silence_Approves_AfterTheWindow()
    {
        await using var market = await TestMarket.StartAsync();
        var session = await market.ConnectAsync("ada");
        var job = await market.PostAsync(spec => spec with { AutoApprove = false });
        await market.FinishAsync(job, "ada");

        await market.AdvanceAsync(TimeSpan.FromHours(24) - TimeSpan.FromMilliseconds(1));
        Assert.Equal(Settlement.Escrowed, (await market.JobAsync(job)).Settlement);
        await market.AdvanceAsync(TimeSpan.FromMilliseconds(1));

        Assert.Equal(Settlement.Released, (await market.JobAsync(job)).Settlement);
        Assert.Equal(1_000, await market.BalanceAsync("ada", AccountKind.Earned));
        Assert.Equal("approval_window", Assert.IsType<AgentMessage.PaymentReleased>(market.MessagesTo(session)[^1]).Reason);
    }

    [Fact]
    public async Task TheWindow_StandsStill_WhileTheMarketIsDown()
    {
        var first = await TestMarket.StartAsync();
        await first.ConnectAsync("ada");
        var job = await first.PostAsync(spec => spec with { AutoApprove = false });
        await first.FinishAsync(job, "ada");
        await using var second = await first.RestartAsync(TimeSpan.FromDays(3));

        Assert.Equal(Settlement.Escrowed, (await second.JobAsync(job)).Settlement);
        Assert.True((await second.JobAsync(job)).ApprovalDeadline > second.Time.GetUtcNow().AddHours(23));
        await second.AdvanceAsync(TimeSpan.FromHours(24));
        Assert.Equal(Settlement.Released, (await second.JobAsync(job)).Settlement);
    }
}
