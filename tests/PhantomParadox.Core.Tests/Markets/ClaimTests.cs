namespace PhantomParadox.Core.Tests.Markets;

public sealed class ClaimTests
{
    [Fact]
    public async Task Leases_AJob_ToWhoClaimsIt_WhateverItsType()
    {
        await using var market = await TestMarket.StartAsync();
        var session = await market.ConnectAsync("ada");
        var job = await market.PostClaimableAsync();

        var claimed = await market.Market.ClaimJobAsync(job, "ada", new byte[32]);

        Assert.Equal((JobStatus.Assigned, 1), (claimed.Value.Status, claimed.Value.Attempt));
        Assert.Equal("ada", (await market.JobAsync(job)).AgentWallet);
        Assert.DoesNotContain(market.MessagesTo(session), message => message is AgentMessage.JobAssigned);
    }

    [Fact]
    public async Task Refuses_AnUnknownJob_AndAnUnknownAgent()
    {
        await using var market = await TestMarket.StartAsync();
        await market.ConnectAsync("ada");
        var job = await market.PostClaimableAsync();

        await Refused.With(RefusalCode.JobNotFound, market.Market.ClaimJobAsync(default, "ada"));
        await Refused.With(RefusalCode.AgentUnknown, market.Market.ClaimJobAsync(job, "nobody"));
        await Refused.With(RefusalCode.AgentUnknown, market.Market.ClaimJobAsync(job, "buyer"));
    }

    [Fact]
    public async Task Refuses_AnAgent_ThatIsOfflineOrBusy()
    {
        await using var market = await TestMarket.StartAsync();
        await market.CloseAsync(await market.ConnectAsync("offline"));
        await market.ConnectAsync("busy");
        await market.PostAsync();
        var job = await market.PostClaimableAsync();

        await Refused.With(RefusalCode.AgentOffline, market.Market.ClaimJobAsync(job, "offline"));
        await Refused.With(RefusalCode.AgentBusy, market.Market.ClaimJobAsync(job, "busy"));
    }

    [Fact]
    public async Task Refuses_AJob_ThatAnotherHas()
    {
        await using var market = await TestMarket.StartAsync();
        await market.ConnectAsync("ada");
        await market.ConnectAsync("bob");
        var job = await market.PostClaimableAsync();
        await market.ClaimAsync(job, "ada");

        await Refused.With(RefusalCode.AlreadyClaimed, market.Market.ClaimJobAsync(job, "bob"));
        await market.WorkAsync(job, "ada");
        await Refused.With(RefusalCode.AlreadyClaimed, market.Market.ClaimJobAsync(job, "bob"));
    }

    [Fact]
    public async Task Refuses_AJob_ThatHasEnded()
    {
        await using var market = await TestMarket.StartAsync();
        await market.ConnectAsync("ada");
        var late = await market.PostClaimableAsync(spec => spec with { Deadline = market.Time.GetUtcNow().AddSeconds(5) });
        var cancelled = await market.PostClaimableAsync();
        await market.Market.CancelJobAsync(cancelled, "buyer");
        await market.AdvanceAsync(5);

        await Refused.With(RefusalCode.DeadlineExceeded, market.Market.ClaimJobAsync(late, "ada"));
        await Refused.With(RefusalCode.InvalidState, market.Market.ClaimJobAsync(cancelled, "ada"));
    }

    [Fact]
    public async Task Names_TheRequirement_ThatIsNotMet()
    {
        await using var market = await TestMarket.StartAsync();
        await market.ConnectAsync("ada", profile => profile with { MaxBandwidth = 10 });
        await Check(new JobRequirements { MinReputation = 99 }, "minReputation");
        await Check(new JobRequirements { MinBandwidth = 11 }, "minBandwidth");
        await Check(new JobRequirements { Capabilities = ["gpu"] }, "capabilities");

        async Task Check(JobRequirements requirements, string named)
        {
            var job = await market.PostClaimableAsync(spec => spec with { Requirements = requirements });
            var refusal = (await market.Market.ClaimJobAsync(job, "ada")).Refusal;
            Assert.Equal(RefusalCode.RequirementsNotMet, refusal?.Code);
            Assert.Contains(named, refusal!.Detail, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task NoLimit_MeetsAnyMinimum()
    {
        await using var market = await TestMarket.StartAsync();
        await market.ConnectAsync("ada", profile => profile with { MaxBandwidth = -1 });
        var job = await market.PostClaimableAsync(spec => spec with { Requirements = new JobRequirements { MinBandwidth = int.MaxValue } });

        await market.ClaimAsync(job, "ada");
    }

    [Fact]
    public async Task Refuses_ARetry_ToTheAgentThatFailed_AndToItsOperator()
    {
        await using var market = await TestMarket.StartAsync();
        await market.ConnectAsync("ada", profile => profile with { Operator = "one" });
        await market.ConnectAsync("bob", profile => profile with { Operator = "one" });
        await market.ConnectAsync("cid", profile => profile with { Operator = "two" });
        var job = await market.PostClaimableAsync(spec => spec with { MaxAttempts = 2 });
        await market.ClaimAsync(job, "ada");
        await market.FinishAsync(job, "ada", success: false);

        await Refused.With(RefusalCode.RequirementsNotMet, market.Market.ClaimJobAsync(job, "ada"));
        await Refused.With(RefusalCode.RequirementsNotMet, market.Market.ClaimJobAsync(job, "bob"));
        await market.ClaimAsync(job, "cid");
    }
}
