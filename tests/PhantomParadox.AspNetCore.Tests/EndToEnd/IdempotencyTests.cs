using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace PhantomParadox.EndToEnd;

/// <summary>The header <c>Idempotency-Key</c>, over real HTTP.</summary>
public sealed class IdempotencyTests(MarketServer server) : IClassFixture<MarketServer>
{
    private static readonly object Job = new { type = "storage", brainsAddress = "buyer", description = "work", payment = new { amount = 5, currency = "SOL" }, autoApprove = false };
    private static readonly object Other = new { type = "storage", brainsAddress = "buyer", description = "other work", payment = new { amount = 5, currency = "SOL" }, autoApprove = false };

    [Fact]
    public async Task ARepeatedPost_IsAnsweredAsTheFirst_AndPostsNothing()
    {
        var key = server.Name("key");
        var first = await SendAsync(server, "/api/jobs", Job, key);
        var facts = await server.FactsAsync();
        var again = await SendAsync(server, "/api/jobs", Job, key);

        Assert.Equal((HttpStatusCode.Created, false), (first.Status, first.Replayed));
        Assert.Equal((HttpStatusCode.Created, true), (again.Status, again.Replayed));
        Assert.Equal(first.Body.ToString(), again.Body.ToString());
        Assert.Equal(facts, await server.FactsAsync());
    }

    [Fact]
    public async Task Concurrent_Repetitions_AreOne()
    {
        var key = server.Name("key");
        var all = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => SendAsync(server, "/api/jobs", Job, key)));
        Assert.Single(all.Select(reply => reply.Body.GetProperty("job").GetProperty("id").GetString()).Distinct());
        Assert.Single(all, reply => !reply.Replayed);
    }

    [Fact]
    public async Task AKeyOfAnotherBody_OrPath_Is422()
    {
        var key = server.Name("key");
        var posted = await SendAsync(server, "/api/jobs", Job, key);
        var id = posted.Body.GetProperty("job").GetProperty("id").GetString();
        foreach (var (path, body) in ((string, object)[])[("/api/jobs", Other), ($"/api/jobs/{id}/cancel", new { brainsAddress = "buyer" })])
        {
            var (status, problem, _) = await SendAsync(server, path, body, key);
            Assert.Equal((HttpStatusCode.UnprocessableEntity, "idempotency_key_reused"), (status, problem.GetProperty("code").GetString()));
        }

        Assert.Equal("pending", await server.StatusOfAsync(id!));
    }

    [Theory]
    [InlineData("two words")]
    [InlineData("")]
    public async Task ABadKey_Is400_AndNamesTheHeader(string key)
    {
        var facts = await server.FactsAsync();
        foreach (var bad in (string[])[key, new string('k', 129)])
        {
            var (status, problem, _) = await SendAsync(server, "/api/jobs", Job, bad);
            Assert.Equal((HttpStatusCode.BadRequest, "validation_failed"), (status, problem.GetProperty("code").GetString()));
            Assert.True(problem.GetProperty("errors").TryGetProperty("Idempotency-Key", out _));
        }

        Assert.Equal(facts, await server.FactsAsync());
    }

    [Fact]
    public async Task EveryStep_OfAJobAndItsDispute_MayBeRepeated()
    {
        var wallet = server.Name("agent");
        await using var agent = await server.AgentAsync(wallet, ["none"]);
        var id = await server.PostJobAsync(type: "storage", autoApprove: false);
        var rejected = await server.PostJobAsync(type: "storage", autoApprove: false);
        await TwiceAsync($"/api/jobs/{id}/claim", new { walletAddress = wallet }, HttpStatusCode.OK);
        await TwiceAsync($"/api/jobs/{id}/complete", new { walletAddress = wallet, output = "done" }, HttpStatusCode.OK);
        await TwiceAsync($"/api/jobs/{id}/approve", new { brainsAddress = "buyer" }, HttpStatusCode.OK);
        await server.PostAsync($"/api/jobs/{rejected}/claim", new { walletAddress = wallet });
        await TwiceAsync($"/api/jobs/{rejected}/cancel", new { brainsAddress = "buyer", running = true }, HttpStatusCode.Accepted);
        await TwiceAsync("/api/disputes", new { jobId = rejected, opener = "brains", reason = "bad", category = "other" }, HttpStatusCode.Created);
    }

    [Fact]
    public async Task AKey_OutlivesARestart()
    {
        var journal = new MemoryJournal();
        var first = await MarketServer.StartAsync([], builder => builder.Services.AddSingleton<IJournal>(journal));
        var posted = await SendAsync(first, "/api/jobs", Job, "restart");
        await first.DisposeAsync();
        var second = await MarketServer.StartAsync([], builder => builder.Services.AddSingleton<IJournal>(journal));
        var again = await SendAsync(second, "/api/jobs", Job, "restart");

        Assert.Equal((HttpStatusCode.Created, true), (again.Status, again.Replayed));
        Assert.Equal(posted.Body.ToString(), again.Body.ToString());
        Assert.Equal("idempotency_key_reused", (await SendAsync(second, "/api/jobs", Other, "restart")).Body.GetProperty("code").GetString());
        await second.DisposeAsync();
    }

    [Fact]
    public async Task AFullTable_Is429_WithRetryAfter()
    {
        var full = await MarketServer.StartAsync(["--Limits:IdempotencyKeysPerWallet=1"]);
        Assert.Equal(HttpStatusCode.Created, (await SendAsync(full, "/api/jobs", Job, "1")).Status);
        var (status, problem, _) = await SendAsync(full, "/api/jobs", Job, "2");
        Assert.Equal((HttpStatusCode.TooManyRequests, "idempotency_quota"), (status, problem.GetProperty("code").GetString()));
        Assert.True(problem.GetProperty("retryAfterMs").GetInt32() > 0);
        await full.DisposeAsync();
    }

    private async Task TwiceAsync(string path, object body, HttpStatusCode expected)
    {
        var key = server.Name("key");
        var first = await SendAsync(server, path, body, key);
        var again = await SendAsync(server, path, body, key);
        Assert.Equal((expected, false), (first.Status, first.Replayed));
        Assert.Equal((expected, true), (again.Status, again.Replayed));
        Assert.Equal(IdOf(first.Body), IdOf(again.Body));
    }

    private static string? IdOf(JsonElement body) =>
        body.TryGetProperty("job", out var job) ? job.GetProperty("id").GetString()
        : body.TryGetProperty("dispute", out var dispute) ? dispute.GetProperty("id").GetString()
        : body.ToString();

    internal static async Task<(HttpStatusCode Status, JsonElement Body, bool Replayed)> SendAsync(MarketServer server, string path, object body, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        using var reply = await server.Client.SendAsync(request);
        return (reply.StatusCode, await reply.Content.ReadFromJsonAsync<JsonElement>(), reply.Headers.Contains("Idempotency-Replayed"));
    }
}
