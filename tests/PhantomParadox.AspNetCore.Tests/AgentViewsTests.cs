using System.Text;
using Xunit;

namespace PhantomParadox.AspNetCore.Tests;

public sealed class AgentViewsTests
{
    private static readonly AgentRecord Agent = new()
    {
        Id = new AgentId(Guid.CreateVersion7(DateTimeOffset.UnixEpoch)),
        Profile = new AgentProfile { Wallet = "Wallet1234567890", MaxBandwidth = 33, BytesRelayed = 7 },
        Status = AgentStatus.Online,
        Reputation = 100,
        RegisteredAt = DateTimeOffset.UnixEpoch,
        ConnectedAt = DateTimeOffset.UnixEpoch,
        LastSeen = DateTimeOffset.FromUnixTimeMilliseconds(1_000),
    };

    [Fact]
    public void WithoutAGateway_ShowsWhatTheMarketKnows()
    {
        var shown = new AgentViews(new NoLiveAgents()).Details(Agent);
        Assert.Equal("""{"bytesRelayed":7}""", shown.Metrics.GetRawText());
        Assert.Equal("""{"maxBandwidth":33,"dailyDataCap":1000}""", shown.Config.GetRawText());
        Assert.Equal((1_000, null, null), (shown.LastHeartbeat, shown.Location, shown.CurrentJob));
    }

    [Fact]
    public void OverlaysTheNewestHeartbeat()
    {
        var live = new LiveAgent(2_000, Json("""{"latency":5}"""), Json("""{"maxBandwidth":50,"theme":"dark"}"""), Json("""{"city":"Oslo"}"""));
        var shown = new AgentViews(new OneLiveAgent(live)).Details(Agent);
        Assert.Equal("""{"latency":5}""", shown.Metrics.GetRawText());
        Assert.Equal("""{"maxBandwidth":50,"theme":"dark","dailyDataCap":1000}""", shown.Config.GetRawText());
        Assert.Equal((2_000L, "Oslo"), (shown.LastHeartbeat, shown.Location?.GetProperty("city").GetString()));
    }

    [Theory]
    [InlineData("Wallet1234567890", "Wallet12...")]
    [InlineData("abc", "abc...")]
    public void Lists_ShortenWallets(string wallet, string shown) => Assert.Equal(shown, AgentViews.Shorten(wallet));

    private static byte[] Json(string text) => Encoding.UTF8.GetBytes(text);

    private sealed class OneLiveAgent(LiveAgent agent) : ILiveAgents
    {
        public bool TryGet(AgentId id, out LiveAgent live)
        {
            live = agent;
            return true;
        }
    }
}
