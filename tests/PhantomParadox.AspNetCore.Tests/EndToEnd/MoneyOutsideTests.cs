using System.Net;
using System.Net.Http.Headers;
using Xunit;

namespace PhantomParadox.EndToEnd;

/// <summary>What the reference host's settings open and close of money outside.</summary>
public sealed class MoneyOutsideTests
{
    [Fact]
    public async Task PayoutsAreShown_ToWhoHasTheOperatorsKey()
    {
        var key = Guid.NewGuid().ToString("N");
        await using var server = new Disposed(await MarketServer.StartAsync(["--Operator:Key=" + key]));
        Assert.Equal("unauthorized", await server.Value.RefusedAsync(HttpStatusCode.Unauthorized, HttpMethod.Get, "/api/payouts"));
        server.Value.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        var list = await server.Value.GetAsync("/api/payouts");
        // The ledger alone settles: there is nothing to say of a settlement.
        Assert.Equal((0, false), (list.GetProperty("count").GetInt32(), list.TryGetProperty("settlement", out _)));
    }

    [Fact]
    public async Task WithoutAKey_NobodyIsAnOperator()
    {
        await using var server = new Disposed(await MarketServer.StartAsync([]));
        server.Value.Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "");
        Assert.Equal("not_found", await server.Value.RefusedAsync(HttpStatusCode.NotFound, HttpMethod.Get, "/api/payouts"));
    }

    [Fact]
    public async Task AnAgent_ThatCouldNotBePaid_IsTurnedAway()
    {
        await using var server = new Disposed(await MarketServer.StartAsync(["--Rest:Base58Wallets=true"]));
        await using var agent = await server.Value.ConnectAsync();
        await agent.SendAsync(new { type = "heartbeat", agent = "bob" });
        Assert.Equal("agent must be a Solana address: 32 bytes in base58", (await agent.NextAsync("error")).GetProperty("error").GetString());
        await agent.BeatAsync("4vJ9JU1bJJE96FWSJKvHsmmFADCg4gpZQff4P3bkLKi");
    }

    private sealed class Disposed(MarketServer server) : IAsyncDisposable
    {
        public MarketServer Value => server;

        public async ValueTask DisposeAsync() => await server.DisposeAsync();
    }
}
