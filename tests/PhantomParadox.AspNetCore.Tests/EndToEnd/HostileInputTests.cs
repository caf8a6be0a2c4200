using System.Net;
using System.Text;
using Xunit;

namespace PhantomParadox.EndToEnd;

// Every test asserts the same end: a clear error, a host that lives, and nothing changed.
public sealed class HostileInputTests(MarketServer server) : IClassFixture<MarketServer>, IAsyncLifetime
{
    private const string UnknownJob = "/api/jobs/01890a5d-ac96-774b-bcce-b302099a8057";
    private string _before = "";

    public async Task InitializeAsync() => _before = await server.FactsAsync();

    public async Task DisposeAsync()
    {
        Assert.Equal(_before, await server.FactsAsync());
        await server.WorksAsync();
    }

    [Theory]
    [InlineData("""{"type":"relay","brainsAddress":"b","description":"d","payment":{"amount":1e999,"currency":"SOL"}}""", "validation_failed")]
    [InlineData("""{"type":"relay","brainsAddress":"b","description":"d","payment":{"amount":123456789012345678901234567890,"currency":"SOL"}}""", "validation_failed")]
    [InlineData("""{"type":"relay","brainsAddress":"b","description":"d","payment":{"amount":-1,"currency":"SOL"}}""", "validation_failed")]
    [InlineData("""{"type":"relay","brainsAddress":"b","description":"d","payment":{"amount":1.5,"currency":"SOL"}}""", "validation_failed")]
    [InlineData("""{"type":"relay","brainsAddress":"b","description":"d","payment":{"amount":"5","currency":"SOL"}}""", "validation_failed")]
    [InlineData("""{"type":"relay","brainsAddress":"b","description":"d","payment":{"amount":1,"amount":2,"currency":"SOL"}}""", "validation_failed")]
    [InlineData("""{"type":"relay","type":"verify","brainsAddress":"b","description":"d","payment":{"amount":1,"currency":"SOL"}}""", "validation_failed")]
    [InlineData("""{"type":"relay","brainsAddress":"b","description":"d","payment":{"amount":1,"currency":"DOGE"}}""", "validation_failed")]
    [InlineData("""{"type":5,"brainsAddress":"b","description":"d","payment":{"amount":1,"currency":"SOL"}}""", "validation_failed")]
    [InlineData("""{"type":"relay","brainsAddress":["b"],"description":"d","payment":{"amount":1,"currency":"SOL"}}""", "validation_failed")]
    [InlineData("""{"type":"relay","brainsAddress":"b","description":"  ","payment":{"amount":1,"currency":"SOL"}}""", "validation_failed")]
    [InlineData("""{"type":"relay","brainsAddress":"b","description":"d","payment":5}""", "validation_failed")]
    [InlineData("""{"type":"relay","brainsAddress":"b","description":"d","payment":{"amount":1,"currency":"SOL"},"requirements":"r"}""", "validation_failed")]
    [InlineData("""{"type":"relay","brainsAddress":"b","description":"d","payment":{"amount":1,"currency":"SOL"},"requirements":{"capabilities":5}}""", "validation_failed")]
    [InlineData("""{"type":"relay","brainsAddress":"b","description":"d","payment":{"amount":1,"currency":"SOL"},"requirements":{"capabilities":[null]}}""", "validation_failed")]
    [InlineData("""{"type":"relay","brainsAddress":"b","description":"d","payment":{"amount":1,"currency":"SOL"},"deadline":1}""", "validation_failed")]
    [InlineData("""{"type":"relay","brainsAddress":"b","description":"d","payment":{"amount":1,"currency":"SOL"},"deadline":1e300}""", "validation_failed")]
    [InlineData("""{"type":"relay","brainsAddress":"b","description":"d","payment":{"amount":1,"currency":"SOL"},"maxAttempts":0}""", "validation_failed")]
    [InlineData("""{"type":"relay","brainsAddress":"\ud800","description":"d","payment":{"amount":1,"currency":"SOL"}}""", "malformed_json|validation_failed")]
    [InlineData("""{"type":"relay","brainsAddress":"b","description":"\ud800","payment":{"amount":1,"currency":"SOL"}}""", "malformed_json|validation_failed")]
    [InlineData("""{"type":"relay","brainsAddress":"b","description":"d","payment":{"amount":1,"currency":"SOL"},"runAt":5}""", "not_supported")]
    [InlineData("{", "malformed_json")]
    [InlineData("", "malformed_json")]
    [InlineData("null", "validation_failed")]
    [InlineData("\"text\"", "validation_failed")]
    [InlineData("[]", "validation_failed")]
    [InlineData("{} {}", "malformed_json")]
    [InlineData("{\"a\":NaN}", "malformed_json")]
    [InlineData("{'a':1}", "malformed_json")]
    [InlineData("{\"a\":1,}", "malformed_json")]
    [InlineData("// {}", "malformed_json")]
    public async Task ABadBody_Is400(string body, string codes) =>
        Assert.Contains(await server.RefusedAsync(HttpStatusCode.BadRequest, HttpMethod.Post, "/api/jobs", body), codes.Split('|'));

    [Fact]
    public async Task ABodyOfTenMegabytes_Is413()
    {
        await using var raw = await RawSocket.ConnectAsync(server.Address);
        await raw.WriteAsync("POST /api/jobs HTTP/1.1\r\nHost: market\r\nContent-Type: application/json\r\nContent-Length: 10485760\r\n\r\n{\"a\":\"");
        Assert.StartsWith("HTTP/1.1 413", await raw.ReadHeadAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ABodyThatNeverSaysItsLength_Is413()
    {
        await using var raw = await RawSocket.ConnectAsync(server.Address);
        await raw.WriteAsync("POST /api/jobs HTTP/1.1\r\nHost: market\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n11000\r\n" + new string(' ', 0x11000) + "\r\n");
        Assert.StartsWith("HTTP/1.1 413", await raw.ReadHeadAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[", "]")]
    [InlineData("{\"a\":", "}")]
    public async Task AJsonBomb_Is400(string open, string close)
    {
        var bomb = string.Concat(Enumerable.Repeat(open, 5_000)) + "1" + string.Concat(Enumerable.Repeat(close, 5_000));
        Assert.Contains(
            await server.RefusedAsync(HttpStatusCode.BadRequest, HttpMethod.Post, "/api/jobs", "{\"requirements\":" + bomb + "}"), (string?[])["malformed_json", "validation_failed"]);
        Assert.Equal("malformed_json", await server.RefusedAsync(HttpStatusCode.BadRequest, HttpMethod.Post, "/api/jobs", "{\"unknown\":" + bomb + "}"));
    }

    [Fact]
    public async Task BadUtf8_Is400()
    {
        byte[] body = [.. "{\"type\":\"relay\",\"brainsAddress\":\"b\",\"description\":\""u8, 0xC3, 0x28, .. "\"}"u8];
        Assert.Equal("malformed_json", await server.RefusedAsync(HttpStatusCode.BadRequest, HttpMethod.Post, "/api/jobs", body));
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/xml")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData("multipart/form-data; boundary=x")]
    public async Task AnotherContentType_Is415(string type) => Assert.Equal(
        "unsupported_media_type", await server.RefusedAsync(HttpStatusCode.UnsupportedMediaType, HttpMethod.Post, "/api/jobs", "{}", type));

    [Theory]
    [InlineData("/api/jobs/%zz")]
    [InlineData("/api/jobs/%")]
    [InlineData("/api/jobs/%c3%28")]
    [InlineData("/api/agents/wallet/%e0%80")]
    [InlineData("/api/%")]
    public async Task ABadEscape_Is400(string path)
    {
        await using var raw = await RawSocket.ConnectAsync(server.Address);
        await raw.WriteAsync($"GET {path} HTTP/1.1\r\nHost: market\r\n\r\n");
        var head = await raw.ReadHeadAsync();
        Assert.StartsWith("HTTP/1.1 400", head, StringComparison.Ordinal);
        Assert.Contains("application/problem+json", head, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/api/jobs/%00")]
    [InlineData("/api/jobs/..%2f..%2fetc%2fpasswd")]
    [InlineData("/api/jobs/__proto__")]
    [InlineData("/api/agents/wallet/constructor")]
    public async Task AStrangeId_IsRefused(string path)
    {
        await using var raw = await RawSocket.ConnectAsync(server.Address);
        await raw.WriteAsync($"GET {path} HTTP/1.1\r\nHost: market\r\n\r\n");
        Assert.Matches("^HTTP/1.1 40[04]", await raw.ReadHeadAsync());
    }

    [Fact]
    public async Task AHeaderOfTwentyKilobytes_Is431()
    {
        await using var raw = await RawSocket.ConnectAsync(server.Address);
        await raw.WriteAsync($"GET /health HTTP/1.1\r\nHost: market\r\nX-Long: {new string('x', 20_480)}\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 431", await raw.ReadHeadAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnAddressOfEightKilobytes_Is414()
    {
        await using var raw = await RawSocket.ConnectAsync(server.Address);
        await raw.WriteAsync($"GET /api/jobs?brains={new string('x', 8_192)} HTTP/1.1\r\nHost: market\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 414", await raw.ReadHeadAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatIsNoHttp_Is400()
    {
        await using var raw = await RawSocket.ConnectAsync(server.Address);
        await raw.WriteAsync("\u0016\u0003\u0001 nonsense\r\n\r\n");
        Assert.Matches("^(HTTP/1.1 400|$)", await raw.ReadHeadAsync());
    }

    [Theory]
    [InlineData("/api/agents")]
    [InlineData("/api/agents/online")]
    [InlineData("/api/agents/available")]
    [InlineData("/api/agents/x")]
    [InlineData("/api/agents/wallet/x")]
    [InlineData("/api/jobs")]
    [InlineData("/api/jobs/available")]
    [InlineData(UnknownJob)]
    [InlineData(UnknownJob + "/claim")]
    [InlineData(UnknownJob + "/complete")]
    [InlineData(UnknownJob + "/approve")]
    [InlineData(UnknownJob + "/reject")]
    [InlineData(UnknownJob + "/cancel")]
    [InlineData("/api/disputes")]
    [InlineData("/api/disputes/x")]
    [InlineData("/api/disputes/x/evidence")]
    [InlineData("/api/disputes/x/jury/accept")]
    [InlineData("/api/disputes/x/vote")]
    [InlineData("/api/disputes/jury/x")]
    [InlineData("/api/stats")]
    [InlineData("/api/stats/agents")]
    [InlineData("/api/stats/jobs")]
    [InlineData("/api/stats/disputes")]
    [InlineData("/api/stats/live")]
    [InlineData("/health")]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    [InlineData("/health/limits")]
    public async Task OtherMethods_Are405_OnEveryRoute(string path)
    {
        foreach (var method in (HttpMethod[])[HttpMethod.Put, HttpMethod.Delete, HttpMethod.Patch, HttpMethod.Options])
            Assert.Equal("method_not_allowed", await server.RefusedAsync(HttpStatusCode.MethodNotAllowed, method, path, "{}"));
        var (head, _) = await server.SendAsync(HttpMethod.Head, path);
        var (get, body) = await server.SendAsync(HttpMethod.Get, path);
        Assert.Equal(get.StatusCode, head.StatusCode);
        Assert.Equal("", await head.Content.ReadAsStringAsync());
        if (!get.IsSuccessStatusCode)
            MarketServer.Problem(get.StatusCode, get, body);
    }

    [Theory]
    [InlineData("/claim", "walletAddress")]
    [InlineData("/complete", "walletAddress")]
    [InlineData("/approve", "brainsAddress")]
    [InlineData("/reject", "brainsAddress")]
    [InlineData("/cancel", "brainsAddress")]
    public async Task AWalletThatIsNone_IsNamed(string action, string field)
    {
        foreach (var wallet in (object?[])[null, "", " ", new string('w', 10_000), "ä", "a b", 5, new { }, new[] { "w" }])
        {
            var (reply, problem) = await server.SendAsync(HttpMethod.Post, UnknownJob + action, new Dictionary<string, object?> { [field] = wallet, ["reason"] = "r" });
            Assert.Equal("validation_failed", MarketServer.Problem(HttpStatusCode.BadRequest, reply, problem));
            Assert.True(problem.GetProperty("errors").TryGetProperty(field, out _));
        }
    }

    [Fact]
    public async Task ALongDescription_IsNamed()
    {
        var body = new { type = "relay", brainsAddress = "b", description = new string('ä', 8_193), payment = new { amount = 1, currency = "SOL" } };
        var (reply, problem) = await server.SendAsync(HttpMethod.Post, "/api/jobs", Encoding.UTF8.GetBytes(System.Text.Json.JsonSerializer.Serialize(body, Unescaped)));
        Assert.Equal("validation_failed", MarketServer.Problem(HttpStatusCode.BadRequest, reply, problem));
        Assert.True(problem.GetProperty("errors").TryGetProperty("description", out _));
    }

    private static readonly System.Text.Json.JsonSerializerOptions Unescaped = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
