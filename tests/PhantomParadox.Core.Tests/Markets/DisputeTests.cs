namespace PhantomParadox.Core.Tests.Markets;

public sealed class DisputeTests
{
    [Fact]
    public async Task Rejecting_FreezesTheEscrow_AndOpensADispute()
    {
        await using var market = await TestMarket.StartWithJuryAsync();
        var job = await CompletedAsync(market);

        var dispute = (await market.Market.RejectJobAsync(job, "buyer", "not what I asked for", DisputeCategory.PoorQuality)).Value;

        Assert.Equal(
            (DisputeStatus.Open, DisputeCategory.PoorQuality, Party.Buyer, "not what I asked for", "buyer", "ada", job),
            (dispute.Status, dispute.Category, dispute.Opener, dispute.Reason, dispute.Buyer, dispute.AgentWallet, dispute.Job));
        Assert.Equal((10, 8), (dispute.JurySize, dispute.ConsensusRequired));
        var drawn = (await market.Market.GetDisputeAsync(dispute.Id)).Value;
        Assert.Equal((DisputeStatus.JurySelection, 3, 3), (drawn.Status, drawn.JurySize, drawn.ConsensusRequired));
        var record = await market.JobAsync(job);
        Assert.Equal((JobStatus.Disputed, Settlement.Frozen, dispute.Id), (record.Status, record.Settlement, record.Dispute));
        await market.AdvanceAsync(TimeSpan.FromMinutes(4));
        Assert.Equal((Settlement.Frozen, 0UL), ((await market.JobAsync(job)).Settlement, (await market.JobAsync(job)).Paid));
        Assert.Equal(1_000, market.Market.State.Ledger.Escrow(Currency.Sol));
    }

    [Fact]
    public async Task Reject_Refuses_WhatIsNotCompletedAndEscrowed()
    {
        await using var market = await TestMarket.StartWithJuryAsync();
        var pending = await market.PostAsync(spec => spec with { Type = JobType.Storage });
        var job = await CompletedAsync(market);
        var approved = await CompletedAsync(market);
        await market.Market.ApproveJobAsync(approved, "buyer");
        var silent = await CompletedAsync(market);

        await Refused.With(RefusalCode.JobNotFound, market.Market.RejectJobAsync(default, "buyer", "no"));
        await Refused.With(RefusalCode.NotBuyer, market.Market.RejectJobAsync(job, "ada", "no"));
        await Refused.With(RefusalCode.InvalidState, market.Market.RejectJobAsync(pending, "buyer", "no"));
        await Refused.With(RefusalCode.AlreadySettled, market.Market.RejectJobAsync(approved, "buyer", "no"));
        Assert.Null((await market.Market.RejectJobAsync(job, "buyer", "no")).Refusal);
        await Refused.With(RefusalCode.DisputeExists, market.Market.RejectJobAsync(job, "buyer", "no"));
        await Refused.With(RefusalCode.InvalidState, market.Market.ApproveJobAsync(job, "buyer"));
        await market.AdvanceAsync(TimeSpan.FromHours(24));
        await Refused.With(RefusalCode.AlreadySettled, market.Market.RejectJobAsync(silent, "buyer", "no"));
    }

    [Fact]
    public async Task EitherParty_MayOpenOne_WhileWorkGoesOn()
    {
        await using var market = await TestMarket.StartWithJuryAsync();
        var session = await market.ConnectAsync("ada");
        var first = await market.PostAsync();
        await market.WorkAsync(first, "ada");

        await Refused.With(RefusalCode.NotAParty, OpenAsync(market, first, Party.Buyer, "ada"));
        await Refused.With(RefusalCode.NotAParty, OpenAsync(market, first, Party.Agent, "buyer"));
        await Refused.With(RefusalCode.NotAParty, OpenAsync(market, first, Party.Agent, "nobody"));
        var dispute = (await OpenAsync(market, first, Party.Agent, "ada")).Value;

        Assert.Equal(Party.Agent, dispute.Opener);
        Assert.Equal("disputed", Assert.IsType<AgentMessage.StopWork>(market.MessagesTo(session)[^1]).Reason);
        Assert.Equal(AgentStatus.Online, (await market.AgentAsync("ada")).Status);
        await Refused.With(RefusalCode.DisputeExists, OpenAsync(market, first, Party.Buyer, "buyer"));
        await Refused.With(RefusalCode.InvalidState, market.Market.CompleteJobAsync(first, "ada", new JobResult()));
        await Refused.With(RefusalCode.InvalidState, market.Market.CancelJobAsync(first, "buyer", running: true));
    }

    [Fact]
    public async Task Refuses_AJobWithoutAgent_OrWhosePaymentHasMoved()
    {
        await using var market = await TestMarket.StartAsync();
        var pending = await market.PostAsync(spec => spec with { Type = JobType.Storage });
        await market.ConnectAsync("ada");
        var paid = await market.PostAsync();
        await market.FinishAsync(paid, "ada");

        await Refused.With(RefusalCode.JobNotFound, OpenAsync(market, default, Party.Buyer, "buyer"));
        await Refused.With(RefusalCode.NoAgentYet, OpenAsync(market, pending, Party.Buyer, "buyer"));
        await Refused.With(RefusalCode.AlreadySettled, OpenAsync(market, paid, Party.Buyer, "buyer"));
    }

    [Fact]
    public async Task AFailedJobWithAResult_CanBeDisputedADay()
    {
        await using var market = await TestMarket.StartWithJuryAsync();
        await market.ConnectAsync("ada");
        var early = await market.PostAsync();
        await market.FinishAsync(early, "ada", success: false);
        var late = await market.PostAsync();
        await market.FinishAsync(late, "ada", success: false);
        await market.AdvanceAsync(TimeSpan.FromHours(23));
        Assert.Null((await OpenAsync(market, early, Party.Agent, "ada")).Refusal);
        Assert.Equal(Settlement.Frozen, (await market.JobAsync(early)).Settlement);
        await market.AdvanceAsync(TimeSpan.FromHours(1));

        await Refused.With(RefusalCode.AlreadySettled, OpenAsync(market, late, Party.Agent, "ada"));
    }

    [Fact]
    public async Task ADispute_OutlivesARestart()
    {
        var first = await TestMarket.StartWithJuryAsync();
        var job = await CompletedAsync(first);
        var dispute = (await first.Market.RejectJobAsync(job, "buyer", "no")).Value;
        dispute = (await first.Market.GetDisputeAsync(dispute.Id)).Value;
        await using var second = await first.RestartAsync(TimeSpan.FromHours(1));

        // The time to accept stands still while the market is down.
        dispute = dispute with { JuryDeadline = dispute.JuryDeadline + TimeSpan.FromHours(1) };

        Assert.Equivalent(dispute, (await second.Market.GetDisputeAsync(dispute.Id)).Value, strict: true);
    }

    private static ValueTask<Outcome<DisputeRecord>> OpenAsync(TestMarket market, JobId job, Party opener, string? wallet) =>
        market.Market.OpenDisputeAsync(
            new DisputeClaim { Job = job, Opener = opener, Wallet = wallet, Reason = "because", Category = DisputeCategory.Fraud });

    private static async Task<JobId> CompletedAsync(TestMarket market)
    {
        await market.ConnectAsync("ada");
        var job = await market.PostAsync(spec => spec with { AutoApprove = false });
        await market.FinishAsync(job, "ada");
        return job;
    }
}
