using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace PhantomParadox.EndToEnd;

public sealed class TimeoutTests
{
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UtcNow);

    [Fact]
    public async Task ASilentOpenSocket_GoesOffline_AndAHeartbeatBringsItBack()
    {
        var server = await StartAsync();
        await using var agent = await server.AgentAsync("agent");
        _time.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal("online", await StatusAsync(server, agent.Id));
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal("offline", await StatusAsync(server, agent.Id));
        var id = agent.Id;
        await agent.BeatAsync("agent");
        Assert.Equal((id, "online"), (agent.Id, await StatusAsync(server, agent.Id)));
        await server.DisposeAsync();
    }

    [Fact]
    public async Task ASilentAgent_LosesItsJob_ToAnotherOne()
    {
        var server = await StartAsync();
        await using var silent = await server.AgentAsync("silent");
        var job = await server.PostJobAsync();
        await silent.NextAsync("job_assignment");
        _time.Advance(TimeSpan.FromSeconds(40));
        await using var other = await server.AgentAsync("other");
        _time.Advance(TimeSpan.FromSeconds(22));
        Assert.Equal(job, (await other.NextAsync("job_assignment")).GetProperty("job").GetProperty("id").GetString());
        await server.DisposeAsync();
    }

    [Fact]
    public async Task AnAssignmentThatIsNotAcknowledged_GoesToAnotherAgent()
    {
        var server = await StartAsync();
        await using var promised = await server.AgentAsync("promised", config: new { acknowledges = true });
        var job = await server.PostJobAsync();
        await promised.NextAsync("job_assignment");
        await using var other = await server.AgentAsync("other");
        _time.Advance(TimeSpan.FromSeconds(16));
        Assert.Equal(job, (await other.NextAsync("job_assignment")).GetProperty("job").GetProperty("id").GetString());
        var told = await promised.NextAsync("job_cancel");
        Assert.Equal(job, told.GetProperty("jobId").GetString());
        await server.DisposeAsync();
    }

    [Fact]
    public async Task SilenceOfTheBuyer_Approves()
    {
        var server = await StartAsync("--Jobs:ApprovalWindow=00:00:30");
        await using var agent = await server.AgentAsync("agent");
        var job = await server.PostJobAsync(autoApprove: false);
        await agent.NextAsync("job_assignment");
        await using (var watch = server.Watch())
        {
            await agent.SendAsync(new { type = "job_complete", jobId = job, success = true });
            await watch.UntilAsync(MarketEventKind.JobCompleted);
        }

        _time.Advance(TimeSpan.FromSeconds(31));
        await agent.PaidAsync(1_000);
        Assert.Equal("already_settled", await server.RefusedAsync(HttpStatusCode.Conflict, HttpMethod.Post, $"/api/jobs/{job}/reject", new { brainsAddress = "buyer", reason = "late" }));
        await server.DisposeAsync();
    }

    [Fact]
    public async Task ADeadline_FailsTheJob_AndFreesItsAgent()
    {
        var server = await StartAsync();
        await using var agent = await server.AgentAsync("agent");
        var job = await server.PostJobAsync(deadline: _time.GetUtcNow().AddSeconds(20).ToUnixTimeMilliseconds());
        await agent.NextAsync("job_assignment");
        _time.Advance(TimeSpan.FromSeconds(21));
        await agent.NextAsync("job_cancel");
        var failed = await server.JobAsync(job);
        Assert.Equal(
            ("failed", "deadline_exceeded", "refunded"),
            (failed.GetProperty("status").GetString(), failed.GetProperty("failure").GetProperty("code").GetString(), failed.GetProperty("settlement").GetString()));
        Assert.Equal("deadline_exceeded", await server.RefusedAsync(HttpStatusCode.Conflict, HttpMethod.Post, $"/api/jobs/{job}/claim", new { walletAddress = "agent" }));
        Assert.Equal("online", await StatusAsync(server, agent.Id));
        await server.DisposeAsync();
    }

    [Fact]
    public async Task AMessageThatDoesNotEnd_IsClosedWith1008()
    {
        var server = await StartAsync();
        await using var raw = await RawSocket.UpgradeAsync(server.Address);
        await raw.TextAsync("{}");
        await raw.ReadFrameAsync();
        await raw.FrameAsync(0x01, "{"u8.ToArray());
        var closed = raw.ReadCloseAsync();
        // The server's clock starts when it has seen the fragment; nothing tells when that is, so time goes on until it has.
        while (!closed.IsCompleted)
        {
            _time.Advance(TimeSpan.FromSeconds(3));
            await Task.WhenAny(closed, server.GetAsync("/health/live"));
        }

        Assert.Equal(1008, await closed);
        await server.DisposeAsync();
    }

    [Fact]
    public async Task ACommandWithoutAnAnswer_Is504_AndItsOutcomeUnknown()
    {
        var journal = new HeldJournal();
        var server = await StartAsync(journal);
        journal.Hold();
        var post = server.SendAsync(HttpMethod.Post, "/api/jobs", """{"type":"storage","brainsAddress":"b","description":"d","payment":{"amount":1,"currency":"SOL"}}""");
        await journal.Waiting;
        _time.Advance(TimeSpan.FromSeconds(17));
        var (reply, problem) = await post;
        Assert.Equal("outcome_unknown", MarketServer.Problem(HttpStatusCode.GatewayTimeout, reply, problem));
        Assert.Equal("unknown", problem.GetProperty("outcome").GetString());

        journal.Release();
        await server.WorksAsync();
        Assert.Equal(1, (await server.GetAsync("/api/jobs?brains=b")).GetProperty("count").GetInt32());
        await server.DisposeAsync();
    }

    [Fact]
    public async Task ABodyThatStopsComing_Is408()
    {
        var server = await StartAsync();
        await using var raw = await RawSocket.ConnectAsync(server.Address);
        await raw.WriteAsync("POST /api/jobs HTTP/1.1\r\nHost: market\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{");
        var head = raw.ReadHeadAsync();
        while (!head.IsCompleted)
        {
            _time.Advance(TimeSpan.FromSeconds(5));
            await Task.WhenAny(head, server.GetAsync("/health/live"));
        }

        Assert.StartsWith("HTTP/1.1 408", await head, StringComparison.Ordinal);
        Assert.Contains("application/problem+json", await head, StringComparison.Ordinal);
        await server.DisposeAsync();
    }

    [Fact]
    public async Task AShutdown_ClosesSocketsWith1012_AndRefusesWith503()
    {
        var server = await StartAsync();
        await using var agent = await server.AgentAsync("agent");
        server.Lifetime.StopApplication();
        Assert.Equal(1012, await agent.ClosedAsync());
        await using var raw = await RawSocket.ConnectAsync(server.Address);
        await raw.WriteAsync("GET /ws HTTP/1.1\r\nHost: market\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
        var head = await raw.ReadHeadAsync();
        Assert.StartsWith("HTTP/1.1 503", head, StringComparison.Ordinal);
        Assert.Contains("Retry-After: 5", head, StringComparison.Ordinal);

        await server.Market.StopAsync(CancellationToken.None);
        Assert.Equal("draining", await server.RefusedAsync(HttpStatusCode.ServiceUnavailable, HttpMethod.Get, "/api/jobs"));
        Assert.Equal("draining", await server.RefusedAsync(HttpStatusCode.ServiceUnavailable, HttpMethod.Post, "/api/jobs", "{}"));
        await server.DisposeAsync();
    }

    private static async Task<string?> StatusAsync(MarketServer server, string agent) =>
        (await server.GetAsync("/api/agents/" + agent)).GetProperty("status").GetString();

    private Task<MarketServer> StartAsync(params string[] settings) =>
        MarketServer.StartAsync(settings, builder => builder.Services.AddSingleton<TimeProvider>(_time));

    private Task<MarketServer> StartAsync(IJournal journal) => MarketServer.StartAsync([], builder =>
    {
        builder.Services.AddSingleton<TimeProvider>(_time);
        builder.Services.AddSingleton(journal);
    });
}
