using PhantomParadox.CrashCampaign;
using Xunit;
using Xunit.Abstractions;

namespace PhantomParadox.CrashTests;

/// <summary>RELIABILITY P1: what was acknowledged survives SIGKILL at any instant. Longer campaigns: docs/reliability.md.</summary>
[Collection("hosts")]
public sealed class KillTests(ITestOutputHelper output)
{
    [Fact]
    public async Task NothingAcknowledged_IsLost_WhenTheHostIsKilled_OnSqlite()
    {
        var result = await Campaign.RunAsync(new CampaignOptions { Kills = 40, Seed = 3 }, output.WriteLine);

        Assert.Equal(40, result.HostKills);
        // A campaign that never kills amid work, or never starts from a picture, would prove little.
        Assert.True(result.Acknowledged > 1_000, result.ToString());
        Assert.True(result is { Refused: > 0, Unknown: > 0, FromSnapshot: > 0, Repeated: > 100, JuryAnswers: > 100 }, result.ToString());
        // The first market seats juries of seven, the second, of an even seed, none: those of five, and of three where others are busy.
        Assert.True(result.Verdicts[2] > 0 && result.Verdicts[0] + result.Verdicts[1] > 0, result.ToString());
    }

    [NeedsRedisFact]
    public async Task NothingAcknowledged_IsLost_WhenRedisIsKilled_UnderTheHost()
    {
        var result = await Campaign.RunAsync(new CampaignOptions { Kills = 10, Seed = 20_261_125, Redis = true }, output.WriteLine);

        Assert.Equal(10, result.RedisKills);
        Assert.True(result is { Acknowledged: > 100, Refused: > 0 }, result.ToString());
    }
}
