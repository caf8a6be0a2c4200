namespace PhantomParadox.Core.Tests.Markets;

public sealed class CompletionTests
{
    [Fact]
    public async Task Success_PaysAtOnce_AndTellsTheAgent()
    {
        await using var market = await TestMarket.StartAsync();
        var session = await market.ConnectAsync("ada");
        var job = await market.PostAsync();

        var receipt = await market.FinishAsync(job, "ada");

        Assert.Equal((JobStatus.Completed, Settlement.Released, 1_000UL), (receipt.Status, receipt.Settlement, receipt.Paid));
        var paid = Assert.IsType<AgentMessage.PaymentReleased>(market.MessagesTo(session)[^1]);
        Assert.Equal((job, 1_000UL, Currency.Sol), (paid.Job, paid.Amount, paid.Currency));
        Assert.Equal(100, (await market.JobAsync(job)).Progress);
    }

    [Fact]
    public async Task WithoutAutoApprove_TheMoneyWaits()
    {
        await using var market = await TestMarket.StartAsync();
        await market.ConnectAsync("ada");
        var job = await market.PostAsync(spec => spec with { AutoApprove = false });

        var receipt = await market.FinishAsync(job, "ada");

        Assert.Equal((JobStatus.Completed, Settlement.Escrowed, 0UL), (receipt.Status, receipt.Settlement, receipt.Paid));
        var record = await market.JobAsync(job);
        Assert.Equal(TimeSpan.FromHours(24), record.ApprovalDeadline - record.CompletedAt);
        Assert.Equal(AgentStatus.Online, (await market.AgentAsync("ada")).Status);
    }

    [Fact]
    public async Task TheResult_IsOnRecord()
    {
        await using var market = await TestMarket.StartAsync();
        await market.ConnectAsync("ada");
        var job = await market.PostAsync();
        var result = new JobResult
        {
            Output = "größer", ProofHash = "00ff", Attempt = 1,
            Metrics = new JobMetrics { BytesProcessed = 1, ComputeCycles = 2, Duration = 3 },
        };

        await market.Market.CompleteJobAsync(job, "ada", result);

        Assert.Equal(result, (await market.JobAsync(job)).Result);
    }

    [Fact]
    public async Task AFailedJobWithAResult_KeepsItsEscrowADay_ThenRefunds()
    {
        await using var market = await TestMarket.StartAsync();
        await market.ConnectAsync("ada");
        var job = await market.PostAsync();

        var receipt = await market.FinishAsync(job, "ada", success: false);
        Assert.Equal((JobStatus.Failed, Settlement.Escrowed), (receipt.Status, receipt.Settlement));
        await market.AdvanceAsync(TimeSpan.FromHours(24) - TimeSpan.FromSeconds(1));
        Assert.Equal(Settlement.Escrowed, (await market.JobAsync(job)).Settlement);
        await market.AdvanceAsync(1);

        var record = await market.JobAsync(job);
        Assert.Equal((JobStatus.Failed, Settlement.Refunded, JobFailure.AttemptFailed), (record.Status, record.Settlement, record.Failure));
        Assert.Equal("output", record.Result?.Output);
        Assert.Equal(0, await market.BalanceAsync("buyer", AccountKind.External));
    }

    [Fact]
    public async Task ASecondResult_ChangesNothing()
    {
        await using var market = await TestMarket.StartAsync();
        await market.ConnectAsync("ada");
        var job = await market.PostAsync();
        await market.FinishAsync(job, "ada");

        await Refused.With(RefusalCode.AlreadyCompleted, market.Market.CompleteJobAsync(job, "ada", new JobResult { Output = "other" }));
        Assert.Equal("output", (await market.JobAsync(job)).Result?.Output);
        Assert.Equal(1_000, await market.BalanceAsync("ada", AccountKind.Earned));
    }

    [Fact]
    public async Task AJobWithoutPay_CompletesAsWell()
    {
        await using var market = await TestMarket.StartAsync();
        var session = await market.ConnectAsync("ada");
        var job = await market.PostAsync(spec => spec with { Amount = 0 });

        var receipt = await market.FinishAsync(job, "ada");

        Assert.Equal((Settlement.Released, 0UL), (receipt.Settlement, receipt.Paid));
        Assert.DoesNotContain(market.MessagesTo(session), message => message is AgentMessage.PaymentReleased);
    }
}
