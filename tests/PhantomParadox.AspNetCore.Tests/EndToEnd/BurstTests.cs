using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Hosting;
using Xunit;

namespace PhantomParadox.EndToEnd;

/// <summary>What arrives at once is answered at once, and each of it in its turn.</summary>
public sealed class BurstTests
{
    private const int Ping = 0x89;
    private const int Pong = 0x0A;
    private const int Text = 0x81;

    // More than a block of the connection's pipe, so that some lie across two, and than are answered in one batch.
    private const int Heartbeats = 50;

    private bool _ponged;

    [Theory]
    [InlineData("http")]
    [InlineData("https")]
    public async Task EveryMessageOfABurst_IsAnswered_InItsOrder(string scheme)
    {
        using var certificate = scheme == "https" ? SelfSigned() : null;
        var server = await MarketServer.StartAsync(
            [$"--Urls={scheme}://127.0.0.1:0"],
            builder => builder.WebHost.ConfigureKestrel(kestrel => kestrel.ConfigureHttpsDefaults(https => https.ServerCertificate = certificate)));
        try
        {
            await using var agent = await RawSocket.UpgradeAsync(server.Address);
            await agent.TextAsync(Beat(0));
            var id = (await AnswerAsync(agent)).GetProperty("agentId").GetString();

            var burst = new List<byte>();
            for (var beat = 0; beat < Heartbeats; beat++)
            {
                burst.AddRange(RawSocket.Frame(Text, Encoding.UTF8.GetBytes(IsWrong(beat) ? "{}" : Beat(beat / 4))));
                if (beat == Heartbeats / 2)
                    burst.AddRange(RawSocket.Frame(Ping, "still there?"u8.ToArray()));
            }

            await agent.WriteAsync([.. burst]);
            for (var beat = 0; beat < Heartbeats; beat++)
            {
                var answer = await AnswerAsync(agent);
                if (IsWrong(beat))
                    Assert.Equal("error", answer.GetProperty("type").GetString());
                else
                    Assert.Equal(("heartbeat_ack", id), (answer.GetProperty("type").GetString(), answer.GetProperty("agentId").GetString()));
            }

            Assert.True(_ponged || (await agent.ReadFrameAsync()).Opcode == Pong);
        }
        finally
        {
            await server.DisposeAsync();
        }
    }

    // Fewer than are borne.
    private static bool IsWrong(int beat) => beat % 20 == 19;

    // Some are those before byte by byte, others tell something new.
    private static string Beat(int version) =>
        $$"""{"type":"heartbeat","agent":"burst","capabilities":["relay"],"metrics":{"uptime":{{version}},"note":"{{new string('x', 200)}}"} }""";

    // A pong may stand anywhere among the answers.
    private async Task<JsonElement> AnswerAsync(RawSocket agent)
    {
        while (true)
        {
            var (opcode, payload) = await agent.ReadFrameAsync();
            if (opcode != Pong)
                return JsonSerializer.Deserialize<JsonElement>(payload);
            Assert.Equal("still there?"u8.ToArray(), payload);
            _ponged = true;
        }
    }

    private static X509Certificate2 SelfSigned()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256);
        return request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
    }
}
