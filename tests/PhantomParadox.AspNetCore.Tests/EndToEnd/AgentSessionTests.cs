using System.Net;
using Xunit;

namespace PhantomParadox.EndToEnd;

public sealed class AgentSessionTests(MarketServer server) : IClassFixture<MarketServer>
{
    [Fact]
    public async Task AHeartbeatsAnswer_ComesBeforeTheJobThatItBrings()
    {
        var capability = server.Name("cap");
        var jobs = new[] { await Post(capability), await Post(capability) };
        await using var agent = await server.ConnectAsync();
        await agent.SendBeatAsync(server.Name("agent"), ["relay", capability], new { capacity = 2 });
        var ack = await agent.NextAsync("heartbeat_ack");
        Assert.True(ack.GetProperty("serverTime").GetInt64() > 0);
        foreach (var job in jobs)
        {
            var assigned = await agent.NextAsync("job_assignment");
            Assert.Equal(job, assigned.GetProperty("job").GetProperty("id").GetString());
            Assert.Equal("relay", assigned.GetProperty("job").GetProperty("type").GetString());
            Assert.Equal(1_000, assigned.GetProperty("job").GetProperty("payment").GetProperty("amount").GetInt64());
            Assert.Equal(1, assigned.GetProperty("attempt").GetInt32());
            Assert.True(assigned.GetProperty("leaseExpiresAt").GetInt64() > ack.GetProperty("serverTime").GetInt64());
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task AnAgentWhoseSocketEnds_IsOfflineAtOnce(bool properly)
    {
        await using var watch = server.Watch();
        var agent = await server.AgentAsync(server.Name("agent"));
        Assert.Equal("online", await StatusAsync(agent.Id));
        if (properly)
            await agent.CloseAsync();
        else
            agent.Cut();
        while ((await watch.UntilAsync(MarketEventKind.SessionClosed)).Agent.ToString() != agent.Id)
        {
        }

        Assert.Equal("offline", await StatusAsync(agent.Id));
    }

    [Fact]
    public async Task AWalletOnANewSocket_KeepsItsIdItsReputationAndItsJob_AndIsToldOfItAgain()
    {
        var (wallet, capability) = (server.Name("agent"), server.Name("cap"));
        var agent = await server.AgentAsync(wallet, ["relay", capability]);
        var first = await Post(capability);
        await agent.NextAsync("job_assignment");
        await agent.SendAsync(new { type = "job_complete", jobId = first, success = false });
        var running = await Post(capability);
        Assert.Equal(running, (await agent.NextAsync("job_assignment")).GetProperty("job").GetProperty("id").GetString());
        await agent.SendAsync(new { type = "job_progress", jobId = running, progress = 40 });
        await agent.PaidAsync(400);
        var before = await server.GetAsync("/api/agents/" + agent.Id);
        Assert.Equal(98, before.GetProperty("reputation").GetInt32());
        agent.Cut();

        await using var again = await server.ConnectAsync();
        await again.BeatAsync(wallet, ["relay", capability]);
        Assert.Equal(agent.Id, again.Id);
        var assigned = await again.NextAsync("job_assignment");
        Assert.Equal(running, assigned.GetProperty("job").GetProperty("id").GetString());
        Assert.Equal(400, assigned.GetProperty("job").GetProperty("payment").GetProperty("paid").GetInt64());
        var after = await server.GetAsync("/api/agents/" + agent.Id);
        Assert.Equal((98, "busy", running), (after.GetProperty("reputation").GetInt32(), after.GetProperty("status").GetString(), after.GetProperty("currentJob").GetString()));
        await again.SendAsync(new { type = "job_complete", jobId = running, success = true });
        await again.PaidAsync(600);
    }

    [Fact]
    public async Task OfAWalletsSockets_TheNewestGetsMessages_AndAFourthClosesTheOldest()
    {
        var (wallet, capability) = (server.Name("agent"), server.Name("cap"));
        await using var oldest = await server.AgentAsync(wallet, ["relay", capability]);
        await using var middle = await server.AgentAsync(wallet, ["relay", capability]);
        await using var newest = await server.AgentAsync(wallet, ["relay", capability]);
        Assert.Equal((oldest.Id, oldest.Id), (middle.Id, newest.Id));

        var job = await Post(capability);
        Assert.Equal(job, (await newest.NextAsync("job_assignment")).GetProperty("job").GetProperty("id").GetString());
        await middle.HearsNothingAsync(wallet, ["relay", capability]);
        await oldest.HearsNothingAsync(wallet, ["relay", capability]);

        await using var fourth = await server.AgentAsync(wallet, ["relay", capability]);
        Assert.Equal(4002, await oldest.ClosedAsync());
        Assert.Equal(job, (await fourth.NextAsync("job_assignment")).GetProperty("job").GetProperty("id").GetString());
        // Any of the agent's sockets may report.
        await middle.SendAsync(new { type = "job_complete", jobId = job, success = true });
        await fourth.PaidAsync(1_000);
    }

    [Fact]
    public async Task WhereTheNewestSocketCloses_TheOneBeforeGetsMessages()
    {
        var (wallet, capability) = (server.Name("agent"), server.Name("cap"));
        await using var older = await server.AgentAsync(wallet, ["relay", capability]);
        var newer = await server.AgentAsync(wallet, ["relay", capability]);
        var held = await Post(capability);
        await newer.NextAsync("job_assignment");
        await newer.CloseAsync();

        Assert.Equal(held, (await older.NextAsync("job_assignment")).GetProperty("job").GetProperty("id").GetString());
        Assert.Equal("busy", await StatusAsync(older.Id));
        await older.SendAsync(new { type = "job_complete", jobId = held, success = true });
        await older.PaidAsync(1_000);
    }

    [Fact]
    public async Task AHeartbeatWithOtherCapabilities_IsAnsweredOnceTheyCount()
    {
        var (wallet, capability) = (server.Name("agent"), server.Name("cap"));
        await using var agent = await server.AgentAsync(wallet);
        for (var i = 0; i < 20; i++)
        {
            string[] capabilities = i % 2 == 0 ? [capability] : ["relay"];
            await agent.BeatAsync(wallet, capabilities);
            var read = await server.GetAsync("/api/agents/" + agent.Id);
            Assert.Equal(capabilities, read.GetProperty("capabilities").EnumerateArray().Select(name => name.GetString()));
        }
    }

    [Fact]
    public async Task ADeclinedJob_GoesToAnotherAgent_AndCostsNothing()
    {
        var capability = server.Name("cap");
        await using var first = await server.AgentAsync(server.Name("agent"), ["relay", capability]);
        var job = await Post(capability);
        await first.NextAsync("job_assignment");
        await using var second = await server.AgentAsync(server.Name("agent"), ["relay", capability]);
        await first.SendAsync(new { type = "job_decline", jobId = job, attempt = 1 });
        var assigned = await second.NextAsync("job_assignment");
        Assert.Equal((job, 2), (assigned.GetProperty("job").GetProperty("id").GetString(), assigned.GetProperty("attempt").GetInt32()));
        Assert.Equal(100, (await server.GetAsync("/api/agents/" + first.Id)).GetProperty("reputation").GetInt32());

        // What the first still says of it changes nothing.
        await first.SendAsync(new { type = "job_complete", jobId = job, attempt = 1, success = true });
        await first.RefusedAsync("lease_lost", job);
        await second.SendAsync(new { type = "job_complete", jobId = job, attempt = 2, success = true });
        await second.PaidAsync(1_000);
    }

    [Fact]
    public async Task AnAttemptThatIsNotTheLease_IsRefused()
    {
        var capability = server.Name("cap");
        await using var agent = await server.AgentAsync(server.Name("agent"), ["relay", capability]);
        var job = await Post(capability);
        await agent.NextAsync("job_assignment");
        foreach (var type in (string[])["job_accept", "job_progress", "job_complete", "job_decline", "job_cancelled"])
        {
            await agent.SendAsync(new { type, jobId = job, attempt = 7, progress = 50, success = true });
            await agent.RefusedAsync("lease_lost", job);
        }

        Assert.Equal("assigned", await server.StatusOfAsync(job));
        await agent.SendAsync(new { type = "job_accept", jobId = job, attempt = 1 });
        await agent.SendAsync(new { type = "job_complete", jobId = job, attempt = 1, success = true });
        await agent.PaidAsync(1_000);
    }

    [Fact]
    public async Task AStrangersReports_ChangeNothing()
    {
        var capability = server.Name("cap");
        await using var holder = await server.AgentAsync(server.Name("agent"), ["relay", capability]);
        await using var stranger = await server.AgentAsync(server.Name("agent"), [server.Name("cap")]);
        var held = await Post(capability);
        await holder.NextAsync("job_assignment");
        var pending = await server.PostJobAsync(requirements: new { capabilities = new[] { server.Name("nobody") } });
        var before = await server.FactsAsync();
        foreach (var job in (string[])[held, pending])
        {
            foreach (var type in (string[])["job_progress", "job_complete", "job_accept", "job_decline", "job_cancelled"])
            {
                await stranger.SendAsync(new { type, jobId = job, progress = 50, success = true });
                await stranger.RefusedAsync("not_assignee", job);
            }
        }

        await stranger.SendAsync(new { type = "job_complete", jobId = "nonsense", success = true });
        await stranger.RefusedAsync("job_not_found", "nonsense");
        Assert.Equal(before, await server.FactsAsync());
        Assert.Equal(("assigned", "pending"), (await server.StatusOfAsync(held), await server.StatusOfAsync(pending)));
        await holder.SendAsync(new { type = "job_complete", jobId = held, success = true });
        await holder.PaidAsync(1_000);
    }

    [Fact]
    public async Task ACancelOfRunningWork_AsksTheAgent_AndRefundsOnceItHasStopped()
    {
        var (buyer, capability) = (server.Name("buyer"), server.Name("cap"));
        await using var agent = await server.AgentAsync(server.Name("agent"), ["relay", capability]);
        var job = await Post(capability, buyer);
        await agent.NextAsync("job_assignment");
        await agent.SendAsync(new { type = "job_cancelled", jobId = job });
        await agent.RefusedAsync("invalid_state", job);

        await server.PostAsync($"/api/jobs/{job}/cancel", new { brainsAddress = buyer, running = true }, HttpStatusCode.Accepted);
        var cancel = await agent.NextAsync("job_cancel");
        Assert.Equal((job, "buyer_cancelled", 1), (cancel.GetProperty("jobId").GetString(), cancel.GetProperty("reason").GetString(), cancel.GetProperty("attempt").GetInt32()));
        Assert.True((await server.JobAsync(job)).TryGetProperty("cancelRequestedAt", out _));
        await using var watch = server.Watch();
        await agent.SendAsync(new { type = "job_cancelled", jobId = job, attempt = 1 });
        await watch.UntilAsync(MarketEventKind.JobCancelled);
        var after = await server.JobAsync(job);
        Assert.Equal(("cancelled", "refunded"), (after.GetProperty("status").GetString(), after.GetProperty("settlement").GetString()));
        var free = await server.GetAsync("/api/agents/" + agent.Id);
        Assert.Equal(("online", 100), (free.GetProperty("status").GetString(), free.GetProperty("reputation").GetInt32()));
    }

    [Fact]
    public async Task AnApprovedPayment_IsToldToTheAgent_WithItsAmount()
    {
        var (buyer, capability) = (server.Name("buyer"), server.Name("cap"));
        await using var agent = await server.AgentAsync(server.Name("agent"), ["relay", capability]);
        var job = await server.PostJobAsync(buyer, amount: 777, autoApprove: false, requirements: new { capabilities = new[] { capability } });
        await agent.NextAsync("job_assignment");
        await using var watch = server.Watch();
        await agent.SendAsync(new { type = "job_complete", jobId = job, success = true });
        await watch.UntilAsync(MarketEventKind.JobCompleted);
        await server.PostAsync($"/api/jobs/{job}/approve", new { brainsAddress = buyer });
        var payment = await agent.NextAsync("payment");
        Assert.Equal((job, "relay", 777), (payment.GetProperty("jobId").GetString(), payment.GetProperty("jobType").GetString(), payment.GetProperty("amount").GetInt32()));
    }

    [Fact]
    public async Task ASocketThatChangesItsWallet_IsRefused_AndKeepsTheFirst()
    {
        var wallet = server.Name("agent");
        await using var agent = await server.AgentAsync(wallet);
        await agent.SendBeatAsync(server.Name("agent"));
        await agent.RefusedAsync("validation_failed", "heartbeat");
        var id = agent.Id;
        await agent.BeatAsync(wallet);
        Assert.Equal(id, agent.Id);
    }

    private Task<string> Post(string capability, string buyer = "buyer") =>
        server.PostJobAsync(buyer, requirements: new { capabilities = new[] { capability } });

    private async Task<string?> StatusAsync(string agent) => (await server.GetAsync("/api/agents/" + agent)).GetProperty("status").GetString();
}
