using System.Net.WebSockets;
using System.Text;
using Xunit;

namespace PhantomParadox.EndToEnd;

// Every test asserts the same end: a clear error or close, a host that lives, and nothing changed.
public sealed class HostileSocketTests(MarketServer server) : IClassFixture<MarketServer>, IAsyncLifetime
{
    private const string UnknownJob = "01890a5d-ac96-774b-bcce-b302099a8057";
    private string _before = "";

    public async Task InitializeAsync() => _before = await server.FactsAsync();

    public async Task DisposeAsync()
    {
        Assert.Equal(_before, await server.FactsAsync());
        await server.WorksAsync();
    }

    [Theory]
    [InlineData("""{"type":"heartbeat","agent":"w","capabilities":5}""", "capabilities")]
    [InlineData("""{"type":"heartbeat","agent":"w","capabilities":{}}""", "capabilities")]
    [InlineData("""{"type":"heartbeat","agent":"w","capabilities":"relay"}""", "capabilities")]
    [InlineData("""{"type":"heartbeat","agent":"w","capabilities":[5]}""", "capabilities")]
    [InlineData("""{"type":"heartbeat","agent":"w","capabilities":[["relay"]]}""", "capabilities")]
    [InlineData("""{"type":"heartbeat","agent":"w","capabilities":["a b"]}""", "capabilities")]
    [InlineData("""{"type":"heartbeat","agent":12345}""", "agent")]
    [InlineData("""{"type":"heartbeat","agent":["w"]}""", "agent")]
    [InlineData("""{"type":"heartbeat","agent":{}}""", "agent")]
    [InlineData("""{"type":"heartbeat","agent":true}""", "agent")]
    [InlineData("""{"type":"heartbeat","agent":"ä"}""", "agent")]
    [InlineData("""{"type":"heartbeat","agent":"a\u0000b"}""", "agent")]
    [InlineData("""{"type":"heartbeat","agent":"w","platform":{}}""", "platform")]
    [InlineData("""{"type":"heartbeat","agent":"w","platform":5}""", "platform")]
    [InlineData("""{"type":"heartbeat","agent":"w","version":[]}""", "version")]
    [InlineData("""{"type":"heartbeat","agent":"w","version":"12345678901234567890123456789012x"}""", "version")]
    [InlineData("""{"type":"heartbeat","agent":"w","config":"x"}""", "config")]
    [InlineData("""{"type":"heartbeat","agent":"w","config":[]}""", "config")]
    [InlineData("""{"type":"heartbeat","agent":"w","config":{"maxBandwidth":"fast"}}""", "config.maxBandwidth")]
    [InlineData("""{"type":"heartbeat","agent":"w","config":{"maxBandwidth":1e999}}""", "config.maxBandwidth")]
    [InlineData("""{"type":"heartbeat","agent":"w","config":{"maxBandwidth":-2}}""", "config.maxBandwidth")]
    [InlineData("""{"type":"heartbeat","agent":"w","config":{"dailyDataCap":{}}}""", "config.dailyDataCap")]
    [InlineData("""{"type":"heartbeat","agent":"w","config":{"capacity":65}}""", "config.capacity")]
    [InlineData("""{"type":"heartbeat","agent":"w","config":{"capacity":1.5}}""", "config.capacity")]
    [InlineData("""{"type":"heartbeat","agent":"w","config":{"acknowledges":1}}""", "config.acknowledges")]
    [InlineData("""{"type":"heartbeat","agent":"w","config":{"operator":5}}""", "config.operator")]
    [InlineData("""{"type":"heartbeat","agent":"w","metrics":"x"}""", "metrics")]
    [InlineData("""{"type":"heartbeat","agent":"w","metrics":{"bytesRelayed":"x"}}""", "metrics.bytesRelayed")]
    [InlineData("""{"type":"heartbeat","agent":"w","metrics":{"bytesRelayed":-1}}""", "metrics.bytesRelayed")]
    [InlineData("""{"type":"heartbeat","agent":"w","location":5}""", "location")]
    [InlineData("""{"type":"heartbeat","agent":"w","agent":"x"}""", "agent")]
    [InlineData("""{"type":"heartbeat","agent":"w","metrics":{},"metrics":{}}""", "metrics")]
    public async Task AHeartbeatWithAWrongField_IsRefused_AndNamesIt(string heartbeat, string field)
    {
        await using var agent = await server.ConnectAsync();
        await agent.SendAsync(heartbeat);
        var error = await agent.RefusedAsync("validation_failed", "heartbeat");
        Assert.StartsWith(field, error.GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("agent", 10_000)]
    [InlineData("platform", 33)]
    [InlineData("version", 33)]
    public async Task AHeartbeatWithALongText_IsRefused(string field, int length)
    {
        await using var agent = await server.ConnectAsync();
        var texts = new Dictionary<string, string> { ["type"] = "heartbeat", ["agent"] = "w", [field] = new('x', length) };
        await agent.SendAsync(texts);
        await agent.RefusedAsync("validation_failed", "heartbeat");
    }

    [Theory]
    [InlineData("config")]
    [InlineData("metrics")]
    [InlineData("location")]
    public async Task AHeartbeatWithAPartOverFourKibibytes_IsRefused(string part)
    {
        await using var agent = await server.ConnectAsync();
        await agent.SendAsync($$"""{"type":"heartbeat","agent":"w","{{part}}":{"note":"{{new string('x', 4_096)}}"} }""");
        var error = await agent.RefusedAsync("validation_failed", "heartbeat");
        Assert.StartsWith(part, error.GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"type":"heartbeat"}""")]
    [InlineData("""{"type":"heartbeat","agent":null}""")]
    [InlineData("""{"type":"heartbeat","agent":""}""")]
    public async Task AHeartbeatWithoutAWallet_IsRefused(string heartbeat)
    {
        await using var agent = await server.ConnectAsync();
        await agent.SendAsync(heartbeat);
        var error = await agent.RefusedAsync("validation_failed", "heartbeat");
        Assert.Equal("Missing agent wallet address", error.GetProperty("error").GetString());
    }

    [Theory]
    [InlineData("nonsense", "invalid_message")]
    [InlineData("", "invalid_message")]
    [InlineData("null", "invalid_message")]
    [InlineData("[]", "invalid_message")]
    [InlineData("5", "invalid_message")]
    [InlineData("\"heartbeat\"", "invalid_message")]
    [InlineData("{", "invalid_message")]
    [InlineData("{} {}", "invalid_message|unknown_type")]
    [InlineData("{}", "unknown_type")]
    [InlineData("""{"type":5}""", "unknown_type")]
    [InlineData("""{"type":"__proto__"}""", "unknown_type")]
    [InlineData("""{"type":{"a":[]}}""", "unknown_type")]
    public async Task AMessageThatIsNone_IsRefused_AndTheSocketStaysOpen(string message, string codes)
    {
        await using var agent = await server.ConnectAsync();
        for (var i = 0; i < 2; i++)
        {
            await agent.SendAsync(message);
            Assert.Contains((await agent.NextAsync("error")).GetProperty("code").GetString(), codes.Split('|'));
        }
    }

    [Fact]
    public async Task DeepNesting_IsRefused()
    {
        await using var agent = await server.ConnectAsync();
        foreach (var open in (string[])["[", "{\"a\":"])
        {
            await agent.SendAsync("{\"type\":\"heartbeat\",\"agent\":\"w\",\"metrics\":{\"a\":" + string.Concat(Enumerable.Repeat(open, 2_000)) + "}}");
            await agent.NextAsync("error");
        }
    }

    [Theory]
    [InlineData("""{"type":"job_progress","jobId":"$","progress":50}""")]
    [InlineData("""{"type":"job_complete","jobId":"$","success":true}""")]
    [InlineData("""{"type":"job_accept","jobId":"$"}""")]
    [InlineData("""{"type":"job_decline","jobId":"$"}""")]
    [InlineData("""{"type":"job_cancelled","jobId":"$"}""")]
    public async Task AReportWithoutAHeartbeat_IsRefused(string report)
    {
        await using var agent = await server.ConnectAsync();
        await agent.SendAsync(report.Replace("$", UnknownJob, StringComparison.Ordinal));
        await agent.RefusedAsync("agent_unknown", UnknownJob);
    }

    [Theory]
    [InlineData("""{"type":"job_progress","jobId":5,"progress":50}""", "jobId")]
    [InlineData("""{"type":"job_progress","progress":50}""", "jobId")]
    [InlineData("""{"type":"job_progress","jobId":"$"}""", "progress")]
    [InlineData("""{"type":"job_progress","jobId":"$","progress":"50"}""", "progress")]
    [InlineData("""{"type":"job_progress","jobId":"$","progress":1000}""", "progress")]
    [InlineData("""{"type":"job_progress","jobId":"$","progress":-5}""", "progress")]
    [InlineData("""{"type":"job_progress","jobId":"$","progress":1e999}""", "progress")]
    [InlineData("""{"type":"job_progress","jobId":"$","progress":50,"metrics":"xyz"}""", "metrics")]
    [InlineData("""{"type":"job_complete","jobId":"$"}""", "success")]
    [InlineData("""{"type":"job_complete","jobId":"$","success":"yes"}""", "success")]
    [InlineData("""{"type":"job_complete","jobId":"$","success":true,"output":{}}""", "output")]
    [InlineData("""{"type":"job_complete","jobId":"$","success":true,"success":false}""", "success")]
    [InlineData("""{"type":"job_accept","jobId":"$","nonce":"zz"}""", "nonce")]
    [InlineData("""{"type":"job_accept","jobId":"$","attempt":0}""", "attempt")]
    public async Task AReportWithAWrongField_IsRefused_AndNamesIt(string report, string field)
    {
        await using var agent = await server.ConnectAsync();
        await agent.SendAsync(report.Replace("$", UnknownJob, StringComparison.Ordinal));
        Assert.StartsWith(field, (await agent.NextAsync("error")).GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0xC1)]    // RSV1, as compression would use it
    [InlineData(0xA1)]
    [InlineData(0x91)]
    [InlineData(0x83)]    // an opcode that is reserved
    [InlineData(0x8B)]
    [InlineData(0x80)]    // a continuation of nothing
    [InlineData(0x09)]    // a ping in fragments
    public async Task AFrameThatBreaksTheProtocol_EndsTheConnection(int first)
    {
        await using var raw = await RawSocket.UpgradeAsync(server.Address);
        await raw.FrameAsync((byte)first, "{}"u8.ToArray());
        Assert.Equal(1002, await raw.ReadCloseAsync());
    }

    [Fact]
    public async Task AnUnmaskedFrame_EndsTheConnection()
    {
        await using var raw = await RawSocket.UpgradeAsync(server.Address);
        await raw.FrameAsync(0x81, "{\"type\":1}"u8.ToArray(), masked: false);
        Assert.Equal(1002, await raw.ReadCloseAsync());
    }

    [Fact]
    public async Task ANewMessageInsideAFragmentedOne_EndsTheConnection()
    {
        await using var raw = await RawSocket.UpgradeAsync(server.Address);
        await raw.FrameAsync(0x01, "{"u8.ToArray());
        await raw.FrameAsync(0x81, "{}"u8.ToArray());
        Assert.Equal(1002, await raw.ReadCloseAsync());
    }

    [Theory]
    [InlineData(ulong.MaxValue)]
    [InlineData((ulong)long.MaxValue)]
    [InlineData(1UL << 40)]
    public async Task AFrameThatClaimsToBeHuge_ReservesNothing_AndEndsTheConnection(ulong claimed)
    {
        await using var raw = await RawSocket.UpgradeAsync(server.Address);
        await raw.FrameAsync(0x81, new byte[66_000], claimed);
        Assert.Contains(await raw.ReadCloseAsync(), (int[])[1002, 1006, 1009]);
    }

    [Fact]
    public async Task ABadTextEncoding_IsRefused()
    {
        await using var raw = await RawSocket.UpgradeAsync(server.Address);
        await raw.FrameAsync(0x81, [.. "{\"type\":\"heartbeat\",\"agent\":\"w\",\"platform\":\""u8, 0xC3, 0x28, .. "\"}"u8]);
        Assert.Equal(1007, await raw.ReadCloseAsync());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(999)]
    [InlineData(1005)]
    [InlineData(5000)]
    public async Task ACloseWithABadCode_EndsTheConnection(int code)
    {
        await using var raw = await RawSocket.UpgradeAsync(server.Address);
        await raw.FrameAsync(0x88, [(byte)(code >> 8), (byte)code]);
        await raw.ReadCloseAsync();
    }

    [Fact]
    public async Task ACloseOfOneByte_EndsTheConnection()
    {
        await using var raw = await RawSocket.UpgradeAsync(server.Address);
        await raw.FrameAsync(0x88, [3]);
        Assert.Equal(1002, await raw.ReadCloseAsync());
    }

    [Fact]
    public async Task AMessageOfOneByteTooMuch_IsClosedWith1009()
    {
        await using var agent = await server.ConnectAsync();
        await agent.SendAsync(Encoding.UTF8.GetBytes(new string(' ', 65_536)), WebSocketMessageType.Text);
        await agent.RefusedAsync("invalid_message", null);
        await agent.SendAsync(Encoding.UTF8.GetBytes(new string(' ', 65_537)), WebSocketMessageType.Text);
        Assert.Equal(1009, await agent.ClosedAsync());
    }

    [Fact]
    public async Task FragmentsOfOneMessage_CountTogether()
    {
        await using var agent = await server.ConnectAsync();
        for (var i = 0; i < 65; i++)
            await agent.SendPartAsync(new byte[1_024]);
        Assert.Equal(1009, await agent.ClosedAsync());
    }

    [Fact]
    public async Task ABinaryMessage_IsClosedWith1003()
    {
        await using var agent = await server.ConnectAsync();
        await agent.SendAsync("{}"u8.ToArray(), WebSocketMessageType.Binary);
        Assert.Equal(1003, await agent.ClosedAsync());
    }

    [Fact]
    public async Task AFloodOfPings_IsAnswered_AndTheConnectionLives()
    {
        await using var raw = await RawSocket.UpgradeAsync(server.Address);
        var answers = Task.Run(async () =>
        {
            var pongs = 0;
            while (await raw.ReadFrameAsync() is { Opcode: 10 })
                pongs++;
            return pongs;
        });
        for (var i = 0; i < 2_000; i++)
            await raw.FrameAsync(0x89, "ping"u8.ToArray());
        // The answer to this ends the count: every ping before it has been seen.
        await raw.TextAsync("{}");
        Assert.InRange(await answers, 1, 2_000);
    }

    [Fact]
    public async Task ThousandsOfEmptyFragments_DoNotHurt()
    {
        await using var raw = await RawSocket.UpgradeAsync(server.Address);
        await raw.FrameAsync(0x01, "{"u8.ToArray());
        for (var i = 0; i < 5_000; i++)
            await raw.FrameAsync(0x00, []);
        await raw.FrameAsync(0x80, "}"u8.ToArray());
        var (opcode, payload) = await raw.ReadFrameAsync();
        Assert.Equal(1, opcode);
        Assert.Contains("unknown_type", Encoding.UTF8.GetString(payload), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET /ws HTTP/1.1\r\nHost: m\r\n\r\n", "404")]
    [InlineData("POST /ws HTTP/1.1\r\nHost: m\r\nContent-Length: 0\r\n\r\n", "404")]
    [InlineData("GET /ws HTTP/1.1\r\nHost: m\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 12\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n", "404")]
    [InlineData("GET /ws HTTP/1.1\r\nHost: m\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: short\r\n\r\n", "404")]
    [InlineData("GET /other HTTP/1.1\r\nHost: m\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n", "404")]
    public async Task AnUpgradeThatIsNone_IsRefusedAsJson(string request, string status)
    {
        await using var raw = await RawSocket.ConnectAsync(server.Address);
        await raw.WriteAsync(request);
        var head = await raw.ReadHeadAsync();
        Assert.StartsWith("HTTP/1.1 " + status, head, StringComparison.Ordinal);
        Assert.Contains("application/problem+json", head, StringComparison.Ordinal);
    }
}
