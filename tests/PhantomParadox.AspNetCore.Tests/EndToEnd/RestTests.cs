using System.Globalization;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using PhantomParadox.Hosts;
using PhantomParadox.Server;
using Xunit;

namespace PhantomParadox.EndToEnd;

public sealed class RestTests(MarketServer server) : IClassFixture<MarketServer>
{
    [Fact]
    public async Task Claim_TakesWhatIsPending_AndRefusesTheRest()
    {
        var (buyer, wallet, other) = (server.Name("buyer"), server.Name("agent"), server.Name("agent"));
        await using var agent = await server.AgentAsync(wallet, ["none"]);
        await using var second = await server.AgentAsync(other, ["none"]);
        var job = await server.PostJobAsync(buyer, "storage");
        Assert.Equal("agent_unknown", await Refused(403, $"/api/jobs/{job}/claim", new { walletAddress = server.Name("nobody") }));
        var picky = await server.PostJobAsync(buyer, "storage", requirements: new { minBandwidth = 1_000_000 });
        Assert.Equal("requirements_not_met", await Refused(403, $"/api/jobs/{picky}/claim", new { walletAddress = wallet }));

        var claimed = await server.PostAsync($"/api/jobs/{job}/claim", new { walletAddress = wallet });
        Assert.Equal((true, "assigned", wallet), (claimed.GetProperty("success").GetBoolean(), claimed.GetProperty("job").GetProperty("status").GetString(), claimed.GetProperty("job").GetProperty("muscleAddress").GetString()));
        Assert.Equal("already_claimed", await Refused(409, $"/api/jobs/{job}/claim", new { walletAddress = other }));
        var next = await server.PostJobAsync(buyer, "storage");
        Assert.Equal("agent_busy", await Refused(409, $"/api/jobs/{next}/claim", new { walletAddress = wallet }));
        Assert.Equal("not_assignee", await Refused(403, $"/api/jobs/{job}/complete", new { walletAddress = other }));

        var done = await server.PostAsync($"/api/jobs/{job}/complete", new { walletAddress = wallet, proofHash = "proof_1", output = "out", metrics = new { duration = 5 } });
        Assert.Equal(("completed", 1_000), (done.GetProperty("job").GetProperty("status").GetString(), done.GetProperty("payment").GetProperty("amountLamports").GetInt32()));
        Assert.Equal("already_completed", await Refused(409, $"/api/jobs/{job}/complete", new { walletAddress = wallet }));
        Assert.Equal("invalid_state", await Refused(409, $"/api/jobs/{job}/claim", new { walletAddress = other }));
        Assert.Equal("invalid_state", await Refused(409, $"/api/jobs/{job}/cancel", new { brainsAddress = buyer }));
        Assert.Equal("already_settled", await Refused(409, $"/api/jobs/{job}/approve", new { brainsAddress = buyer }));
        Assert.Equal("already_settled", await Refused(409, $"/api/jobs/{job}/reject", new { brainsAddress = buyer, reason = "r" }));
        Assert.Equal("already_settled", await Refused(409, "/api/disputes", new { jobId = job, opener = "brains", reason = "r", category = "fraud" }));

        await using var watch = server.Watch();
        await second.CloseAsync();
        await watch.UntilAsync(MarketEventKind.SessionClosed);
        Assert.Equal("agent_offline", await Refused(409, $"/api/jobs/{next}/claim", new { walletAddress = other }));
    }

    [Fact]
    public async Task Approve_PaysOnce()
    {
        var (buyer, job) = await CompletedAsync();
        Assert.Equal("not_buyer", await Refused(403, $"/api/jobs/{job}/approve", new { brainsAddress = "other" }));
        await server.PostAsync($"/api/jobs/{job}/approve", new { brainsAddress = buyer });
        var paid = await server.JobAsync(job);
        Assert.Equal(("released", 1_000), (paid.GetProperty("settlement").GetString(), paid.GetProperty("payment").GetProperty("paid").GetInt32()));
        Assert.Equal("already_settled", await Refused(409, $"/api/jobs/{job}/approve", new { brainsAddress = buyer }));
    }

    [Fact]
    public async Task Reject_OpensOneDispute_ThatTakesEvidence()
    {
        var (buyer, job) = await CompletedAsync();
        // Without three who could sit on its jury the dispute would end at once.
        await using var first = await server.AgentAsync(server.Name("juror"), ["none"]);
        await using var second = await server.AgentAsync(server.Name("juror"), ["none"]);
        await using var third = await server.AgentAsync(server.Name("juror"), ["none"]);
        Assert.Equal("not_buyer", await Refused(403, $"/api/jobs/{job}/reject", new { brainsAddress = "other", reason = "r" }));
        var rejected = await server.PostAsync($"/api/jobs/{job}/reject", new { brainsAddress = buyer, reason = "bad" });
        var dispute = rejected.GetProperty("disputeId").GetString();
        Assert.Equal((dispute, "other"), (rejected.GetProperty("dispute").GetProperty("id").GetString(), rejected.GetProperty("dispute").GetProperty("category").GetString()));
        Assert.Equal("dispute_exists", await Refused(409, $"/api/jobs/{job}/reject", new { brainsAddress = buyer, reason = "again" }));
        Assert.Equal("dispute_exists", await Refused(409, "/api/disputes", new { jobId = job, opener = "muscle", reason = "r", category = "fraud" }));
        Assert.Equal("invalid_state", await Refused(409, $"/api/jobs/{job}/approve", new { brainsAddress = buyer }));
        Assert.Equal(dispute, (await server.JobAsync(job)).GetProperty("disputeId").GetString());

        var path = $"/api/disputes/{dispute}/evidence";
        Assert.Equal("not_a_party", await Refused(403, path, new { submitter = "other", type = "text", title = "t", dataHash = "h" }));
        for (var i = 0; i < 20; i++)
            await server.PostAsync(path, new { submitter = buyer, type = "text", title = "t", dataHash = "h" }, HttpStatusCode.Created);
        Assert.Equal("evidence_limit", await Refused(409, path, new { submitter = buyer, type = "text", title = "t", dataHash = "h" }));
        Assert.Equal(20, (await server.GetAsync("/api/disputes/" + dispute)).GetProperty("evidence").GetArrayLength());
        Assert.Contains((await server.GetAsync("/api/disputes?party=" + buyer)).GetProperty("disputes").EnumerateArray(), item => item.GetProperty("id").GetString() == dispute);
    }

    [Fact]
    public async Task APendingJob_HasNobodyToDisputeWith_AndNothingToApprove()
    {
        var job = await server.PostJobAsync("buyer", "storage");
        Assert.Equal("no_agent_yet", await Refused(400, "/api/disputes", new { jobId = job, opener = "brains", reason = "r", category = "fraud" }));
        Assert.Equal("invalid_state", await Refused(409, $"/api/jobs/{job}/approve", new { brainsAddress = "buyer" }));
        Assert.Equal("invalid_state", await Refused(409, $"/api/jobs/{job}/reject", new { brainsAddress = "buyer", reason = "r" }));
        Assert.Equal("not_assignee", await Refused(403, $"/api/jobs/{job}/complete", new { walletAddress = "anyone" }));
    }

    [Fact]
    public async Task AListOfManyJobs_IsRead_WithoutGapsOrDoubles_WhileJobsComeIn()
    {
        var buyer = server.Name("buyer");
        var posted = new List<string>();
        for (var i = 0; i < 130; i++)
            posted.Add(await server.PostJobAsync(buyer, i % 2 == 0 ? "storage" : "verify"));
        var read = new List<string?>();
        string? cursor = null;
        do
        {
            var page = await server.GetAsync($"/api/jobs?brains={buyer}&limit=17" + (cursor is null ? "" : "&cursor=" + Uri.EscapeDataString(cursor)));
            read.AddRange(page.GetProperty("jobs").EnumerateArray().Select(job => job.GetProperty("id").GetString()));
            cursor = page.TryGetProperty("nextCursor", out var next) ? next.GetString() : null;
            await server.PostJobAsync(buyer, "compute");
        }
        while (cursor is not null);
        Assert.Equal(Enumerable.Reverse(posted), read);

        Assert.Equal(100, (await server.GetAsync($"/api/jobs?brains={buyer}&limit=5000")).GetProperty("count").GetInt32());
        Assert.Equal(50, (await server.GetAsync($"/api/jobs?brains={buyer}")).GetProperty("count").GetInt32());
        Assert.Equal(65, (await server.GetAsync($"/api/jobs?brains={buyer}&status=pending&type=verify&limit=100")).GetProperty("count").GetInt32());
        Assert.Equal(0, (await server.GetAsync($"/api/jobs?brains={buyer}&status=completed&type=verify")).GetProperty("count").GetInt32());
        Assert.Equal(0, (await server.GetAsync($"/api/jobs?brains={buyer}&muscle=nobody")).GetProperty("count").GetInt32());
    }

    [Fact]
    public async Task Cors_IsOnErrorsToo()
    {
        foreach (var path in (string[])["/api/jobs", "/api/jobs/nope", "/no/such/path", "/api/jobs?limit=x", "/ws"])
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.Add("Origin", "https://page.example");
            using var reply = await server.Client.SendAsync(request);
            Assert.Equal("*", reply.Headers.GetValues("Access-Control-Allow-Origin").Single());
        }

        using var preflight = new HttpRequestMessage(HttpMethod.Options, "/api/jobs");
        preflight.Headers.Add("Origin", "https://page.example");
        preflight.Headers.Add("Access-Control-Request-Method", "POST");
        preflight.Headers.Add("Access-Control-Request-Headers", "content-type, idempotency-key");
        using var allowed = await server.Client.SendAsync(preflight);
        Assert.Equal(HttpStatusCode.NoContent, allowed.StatusCode);
        Assert.Contains("POST", string.Join(',', allowed.Headers.GetValues("Access-Control-Allow-Methods")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ThePosition_GrowsWithEveryChange_AndWithNoRead()
    {
        var before = await PositionAsync("/api/jobs");
        Assert.Equal(before, await PositionAsync("/api/stats"));
        await server.PostJobAsync("buyer", "storage");
        Assert.True(await PositionAsync("/api/jobs") > before);

        async Task<long> PositionAsync(string path)
        {
            using var reply = await server.Client.GetAsync(path);
            return long.Parse(reply.Headers.GetValues("PP-Seq").Single(), CultureInfo.InvariantCulture);
        }
    }

    [Theory]
    [InlineData("/api/stats", "agents,jobs,disputes,system")]
    [InlineData("/api/stats/agents", "total,online,busy,available,byPlatform,byCapability,totalBytesRelayed,averageReputation")]
    [InlineData("/api/stats/jobs", "total,pending,assigned,inProgress,completed,failed,disputed,cancelled,byType,totalPayments,averageCompletionTime")]
    [InlineData("/api/stats/disputes", "total,open,jurySelection,voting,resolved,byCategory,byVerdict,averageResolutionTime")]
    [InlineData("/api/stats/live", "timestamp,agents,jobs,throughput")]
    [InlineData("/health", "status,version,uptime,agents,jobs")]
    [InlineData("/health/limits", "bodyBytes,jsonDepth,descriptionBytes,pageSize,pendingCommands")]
    public async Task Figures_HaveTheirMembers(string path, string members)
    {
        var body = await server.GetAsync(path);
        foreach (var member in members.Split(','))
            Assert.True(body.TryGetProperty(member, out _), member);
    }

    [Fact]
    public async Task AFaultAroundTheEndpoints_IsJson_InDevelopmentToo()
    {
        var broken = await MarketServer.StartAsync([], extend: app =>
        {
            app.MapGet("/fault", IResult (HttpContext _) => throw new InvalidOperationException("a secret"));
        });
        using var request = new HttpRequestMessage(HttpMethod.Get, "/fault");
        request.Headers.Add("Accept", "text/html");
        request.Headers.Add("Origin", "https://page.example");
        using var reply = await broken.Client.SendAsync(request);
        var text = await reply.Content.ReadAsStringAsync();
        Assert.Equal("internal_error", MarketServer.Problem(HttpStatusCode.InternalServerError, reply, JsonSerializer.Deserialize<JsonElement>(text)));
        Assert.DoesNotContain("a secret", text, StringComparison.Ordinal);
        Assert.Equal("*", reply.Headers.GetValues("Access-Control-Allow-Origin").Single());
        await broken.DisposeAsync();
    }

    [Theory]
    [InlineData("Authentication:Mode", "Production")]
    [InlineData("Gateway:MaxSocket", "--Gateway:MaxSocket=5")]
    [InlineData("Gateway:SendStall", "--Gateway:SendStall=10")]
    [InlineData("Gateway:MaxSockets", "--Gateway:MaxSockets=many")]
    [InlineData("Rest:RequestTimeout", "--Rest:RequestTimeout=soon")]
    [InlineData("Jobs:QueueTTl2", "--Jobs:QueueTTl2=1.00:00:00")]
    public void ABadSetting_StopsTheStart_AndIsNamed(string key, string setting)
    {
        var refused = Assert.Throws<StartupRefusedException>(() => new MarketServer([setting]));
        Assert.Contains(key, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Gateway:MaxSockets", "--Gateway:MaxSockets=0")]
    [InlineData("Rest:RequestTimeout", "--Rest:RequestTimeout=00:00:00")]
    [InlineData("Jobs:ApprovalWindow", "--Jobs:ApprovalWindow=00:00:00")]
    public async Task ASettingOutsideItsRange_StopsTheStart_AndIsNamed(string key, string setting)
    {
        var invalid = await Assert.ThrowsAsync<Microsoft.Extensions.Options.OptionsValidationException>(() => MarketServer.StartAsync([setting]));
        Assert.Contains(key, invalid.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheGateway_IsBoundToItsSettings()
    {
        var small = await MarketServer.StartAsync(["--Gateway:MaxSockets=1", "--Gateway:MaxMessageBytes=1024"]);
        await using var only = await small.ConnectAsync();
        Assert.Equal("not_found", await small.RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Get, "/ws"));
        await Assert.ThrowsAsync<System.Net.WebSockets.WebSocketException>(small.ConnectAsync);
        await only.SendAsync(new string(' ', 1_025));
        Assert.Equal(1009, await only.ClosedAsync());
        await small.DisposeAsync();
    }

    private async Task<string?> Refused(int status, string path, object body) =>
        await server.RefusedAsync((HttpStatusCode)status, HttpMethod.Post, path, body);

    private async Task<(string Buyer, string Job)> CompletedAsync()
    {
        var (buyer, wallet) = (server.Name("buyer"), server.Name("agent"));
        await using var agent = await server.AgentAsync(wallet, ["none"]);
        var job = await server.PostJobAsync(buyer, "storage", autoApprove: false);
        await server.PostAsync($"/api/jobs/{job}/claim", new { walletAddress = wallet });
        await server.PostAsync($"/api/jobs/{job}/complete", new { walletAddress = wallet });
        return (buyer, job);
    }
}
