namespace PhantomParadox.Core.Tests.Markets;

public sealed class CancelTests
{
    [Fact]
    public async Task APendingJob_IsRefunded()
    {
        await using var market = await TestMarket.StartAsync();
        var job = await market.PostAsync();
        Assert.Equal(-1_000, await market.BalanceAsync("buyer", AccountKind.External));

        var receipt = (await market.Market.CancelJobAsync(job, "buyer")).Value;

        Assert.Equal((JobStatus.Cancelled, Settlement.Refunded), (receipt.Status, receipt.Settlement));
        Assert.Equal(0, await market.BalanceAsync("buyer", AccountKind.External));
        await market.ConnectAsync("ada");
        Assert.Equal(AgentStatus.Online, (await market.AgentAsync("ada")).Status);
    }

    [Fact]
    public async Task Refuses_OthersThanTheBuyer_AndWhatHasEnded()
    {
        await using var market = await TestMarket.StartAsync();
        var job = await market.PostAsync();

        await Refused.With(RefusalCode.JobNotFound, market.Market.CancelJobAsync(default, "buyer"));
        await Refused.With(RefusalCode.NotBuyer, market.Market.CancelJobAsync(job, "nobody"));
        await market.Market.CancelJobAsync(job, "buyer");
        await Refused.With(RefusalCode.InvalidState, market.Market.CancelJobAsync(job, "buyer"));
    }

    [Fact]
    public async Task ARunningJob_NeedsTheWord()
    {
        await using var market = await TestMarket.StartAsync();
        await market.ConnectAsync("ada");
        var job = await market.PostAsync();

        await Refused.With(RefusalCode.InvalidState, market.Market.CancelJobAsync(job, "buyer"));
        Assert.Equal(JobStatus.Assigned, (await market.Market.CancelJobAsync(job, "buyer", running: true)).Value.Status);
    }

    [Fact]
    public async Task TheAgentIsAsked_AndItsAnswerCancels_WithoutLossOfReputation()
    {
        await using var market = await TestMarket.StartAsync();
        var session = await market.ConnectAsync("ada");
        var job = await market.PostAsync();
        await market.WorkAsync(job, "ada");
        await market.Market.CancelJobAsync(job, "buyer", running: true);
        await market.Market.CancelJobAsync(job, "buyer", running: true);

        var asked = Assert.Single(market.MessagesTo(session).OfType<AgentMessage.StopWork>());
        Assert.Equal((job, 1, "buyer_cancelled", true), (asked.Job, asked.Attempt, asked.Reason, asked.ConfirmationWanted));
        Assert.NotNull((await market.JobAsync(job)).CancelRequestedAt);
        var receipt = (await market.Market.ConfirmCancelAsync(job, "ada")).Value;

        Assert.Equal((JobStatus.Cancelled, Settlement.Refunded), (receipt.Status, receipt.Settlement));
        Assert.Equal((21, AgentStatus.Online), ((await market.AgentAsync("ada")).Reputation, (await market.AgentAsync("ada")).Status));
    }

    [Fact]
    public async Task AfterTheGrace_TheLeaseIsTaken()
    {
        await using var market = await TestMarket.StartAsync();
        var session = await market.ConnectAsync("ada");
        var job = await market.PostAsync();
        await market.WorkAsync(job, "ada");
        await market.Market.CancelJobAsync(job, "buyer", running: true);

        await market.AdvanceAsync(29);
        Assert.Equal(JobStatus.InProgress, (await market.JobAsync(job)).Status);
        await market.AdvanceAsync(1);

        Assert.Equal(JobStatus.Cancelled, (await market.JobAsync(job)).Status);
        Assert.False(Assert.IsType<AgentMessage.StopWork>(market.MessagesTo(session)[^1]).ConfirmationWanted);
        Assert.Equal(21, (await market.AgentAsync("ada")).Reputation);
    }

    [Fact]
    public async Task ASuccessInBetween_Wins()
    {
        await using var market = await TestMarket.StartAsync();
        await market.ConnectAsync("ada");
        var job = await market.PostAsync();
        await market.Market.CancelJobAsync(job, "buyer", running: true);

        Assert.Equal(Settlement.Released, (await market.FinishAsync(job, "ada")).Settlement);
        Assert.Null((await market.JobAsync(job)).CancelRequestedAt);
        await market.AdvanceAsync(60);
        Assert.Equal(JobStatus.Completed, (await market.JobAsync(job)).Status);
    }

    [Fact]
    public async Task AFailureInBetween_CancelsWithoutBlame()
    {
        await using var market = await TestMarket.StartAsync();
        await market.ConnectAsync("ada");
        var job = await market.PostAsync(spec => spec with { MaxAttempts = 3 });
        await market.Market.CancelJobAsync(job, "buyer", running: true);

        var receipt = await market.FinishAsync(job, "ada", success: false);

        Assert.Equal((JobStatus.Cancelled, Settlement.Refunded), (receipt.Status, receipt.Settlement));
        Assert.Equal(21, (await market.AgentAsync("ada")).Reputation);
    }

    [Fact]
    public async Task ALostLeaseInBetween_CancelsWithoutBlame()
    {
        await using var market = await TestMarket.StartAsync(options => options.Jobs.CancelGrace = TimeSpan.FromMinutes(5));
        var session = await market.ConnectAsync("ada");
        var job = await market.PostAsync();
        await market.Market.CancelJobAsync(job, "buyer", running: true);

        await market.CloseAsync(session);
        await market.AdvanceAsync(60);

        Assert.Equal(JobStatus.Cancelled, (await market.JobAsync(job)).Status);
        Assert.Equal(21, (await market.AgentAsync("ada")).Reputation);
    }

    [Fact]
    public async Task ADeadlineInBetween_CancelsWithoutBlame()
    {
        await using var market = await TestMarket.StartAsync();
        await market.ConnectAsync("ada");
        var job = await market.PostAsync(spec => spec with { Deadline = market.Time.GetUtcNow().AddSeconds(10) });
        await market.Market.CancelJobAsync(job, "buyer", running: true);

        await market.AdvanceAsync(10);

        Assert.Equal(JobStatus.Cancelled, (await market.JobAsync(job)).Status);
        Assert.Equal(21, (await market.AgentAsync("ada")).Reputation);
    }

    [Fact]
    public async Task Refuses_AConfirmation_NobodyAskedFor()
    {
        await using var market = await TestMarket.StartAsync();
        await market.ConnectAsync("ada");
        var job = await market.PostAsync();

        await Refused.With(RefusalCode.InvalidState, market.Market.ConfirmCancelAsync(job, "ada"));
        await Refused.With(RefusalCode.NotAssignee, market.Market.ConfirmCancelAsync(job, "bob"));
    }

    [Fact]
    public async Task TheRequest_IsRepeated_ToANewSession()
    {
        await using var market = await TestMarket.StartAsync();
        await market.ConnectAsync("ada");
        var job = await market.PostAsync();
        await market.Market.CancelJobAsync(job, "buyer", running: true);

        var session = await market.ConnectAsync("ada");

        Assert.Collection(
            market.MessagesTo(session),
            first => Assert.IsType<AgentMessage.SessionOpened>(first),
            second => Assert.IsType<AgentMessage.JobAssigned>(second),
            third => Assert.True(Assert.IsType<AgentMessage.StopWork>(third).ConfirmationWanted));
    }
}
