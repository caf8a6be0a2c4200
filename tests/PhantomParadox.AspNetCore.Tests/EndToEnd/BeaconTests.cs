using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using PhantomParadox.Hosting;
using Xunit;

namespace PhantomParadox.EndToEnd;

public sealed class BeaconTests : IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    [Fact]
    public async Task TheTip_IsPublished_AndIsTheSameAfterARestart()
    {
        var setting = "--Jury:BeaconPath=" + Path.Combine(_folder, "beacon.chain");
        var first = await GetAsync(setting);
        Assert.Equal("chain", first.GetProperty("kind").GetString());
        Assert.Matches("^[0-9a-f]{64}$", first.GetProperty("tip").GetString());
        Assert.Equal(1 << 20, first.GetProperty("links").GetInt32());
        Assert.InRange(first.GetProperty("used").GetInt32(), 0, 4);
        Assert.InRange(first.GetProperty("startedAt").GetInt64(), 1, DateTimeOffset.UtcNow.ToUnixTimeMilliseconds());
        Assert.False(first.TryGetProperty("nextTip", out _));
        Assert.Equal((0, 0), (first.GetProperty("earlierTips").GetArrayLength(), first.GetProperty("overdue").GetArrayLength()));

        var second = await GetAsync(setting);
        Assert.Equal(first.GetProperty("tip").GetString(), second.GetProperty("tip").GetString());
        Assert.Equal(first.GetProperty("startedAt").GetInt64(), second.GetProperty("startedAt").GetInt64());
        Assert.InRange(second.GetProperty("used").GetInt32(), 64, 68);
    }

    [Fact]
    public async Task Anyone_MayAsk_AndCachesMayKeepTheAnswerShortly()
    {
        await using var server = new Disposed(await MarketServer.StartAsync([]));
        var (reply, body) = await server.Value.SendAsync(HttpMethod.Get, "/api/beacon");
        Assert.Equal((HttpStatusCode.OK, "chain"), (reply.StatusCode, body.GetProperty("kind").GetString()));
        Assert.Equal((true, TimeSpan.FromSeconds(10)), (reply.Headers.CacheControl!.Public, reply.Headers.CacheControl.MaxAge));
        Assert.Equal("method_not_allowed", await server.Value.RefusedAsync(HttpStatusCode.MethodNotAllowed, HttpMethod.Post, "/api/beacon"));
    }

    [Fact]
    public async Task ADrawsSource_IsOfThePublishedChain()
    {
        await using var server = new Disposed(await MarketServer.StartAsync([]));
        await using var agent = await server.Value.AgentAsync("agent", ["relay"]);
        await using var one = await server.Value.AgentAsync("one", ["none"]);
        await using var two = await server.Value.AgentAsync("two", ["none"]);
        await using var three = await server.Value.AgentAsync("three", ["none"]);
        var job = await server.Value.PostJobAsync(type: "storage", autoApprove: false);
        await server.Value.PostAsync($"/api/jobs/{job}/claim", new { walletAddress = "agent" });
        await server.Value.PostAsync($"/api/jobs/{job}/complete", new { walletAddress = "agent" });
        var dispute = (await server.Value.PostAsync($"/api/jobs/{job}/reject", new { brainsAddress = "buyer", reason = "r" })).GetProperty("disputeId").GetString();
        await one.NextAsync("jury_invite");

        var beacon = await server.Value.GetAsync("/api/beacon");
        var proof = await server.Value.GetAsync($"/api/disputes/{dispute}/proof");
        var source = proof.GetProperty("rounds")[0].GetProperty("sources")[0].GetProperty("name").GetString()!.Split(':');
        Assert.Equal(("chain", beacon.GetProperty("tip").GetString()), (source[0], source[1]));
        Assert.InRange(int.Parse(source[2], System.Globalization.CultureInfo.InvariantCulture), 1, beacon.GetProperty("used").GetInt32());
    }

    [Fact]
    public async Task AnOverdueSeed_IsShownToEverybody()
    {
        WebApplication? host = null;
        await using var server = new Disposed(await MarketServer.StartAsync([], extend: app => host = app));
        var seed = new OverdueSeed(new DisputeId(Guid.NewGuid()), 1, "chain:00:7", DateTimeOffset.FromUnixTimeMilliseconds(5));
        host!.Services.GetRequiredService<SeedAlarms>().Raise(seed);
        var overdue = Assert.Single((await server.Value.GetAsync("/api/beacon")).GetProperty("overdue").EnumerateArray());
        Assert.Equal(
            (seed.Dispute.Value, 1, "chain:00:7", 5),
            (overdue.GetProperty("disputeId").GetGuid(), overdue.GetProperty("round").GetInt32(), overdue.GetProperty("source").GetString(), overdue.GetProperty("since").GetInt64()));
    }

    [Fact]
    public async Task ABeaconOfAnotherKind_IsNamed()
    {
        await using var server = new Disposed(await MarketServer.StartAsync(
            [], builder => builder.Services.AddSingleton<IRandomBeacon, SilentBeacon>()));
        var body = await server.Value.GetAsync("/api/beacon");
        Assert.Equal(nameof(SilentBeacon), body.GetProperty("kind").GetString());
        Assert.False(body.TryGetProperty("tip", out _));
    }

    public void Dispose()
    {
        if (Directory.Exists(_folder))
            Directory.Delete(_folder, recursive: true);
    }

    private static async Task<JsonElement> GetAsync(string setting)
    {
        await using var server = new Disposed(await MarketServer.StartAsync([setting]));
        return await server.Value.GetAsync("/api/beacon");
    }

    private sealed class Disposed(MarketServer server) : IAsyncDisposable
    {
        public MarketServer Value => server;

        public async ValueTask DisposeAsync() => await server.DisposeAsync();
    }

    private sealed class SilentBeacon : IRandomBeacon
    {
        public async ValueTask<BeaconReference> NextAsync(CancellationToken cancellationToken)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return default;
        }

        public bool TryReveal(BeaconReference reference, out Digest value)
        {
            value = default;
            return false;
        }

        public ValueTask<Digest> RevealAsync(BeaconReference reference, CancellationToken cancellationToken) => throw new ArgumentException("Unknown.", nameof(reference));
    }
}
