using PhantomParadox.CrashCampaign;
using PhantomParadox.CrashCampaign.Payouts;
using Xunit;
using Xunit.Abstractions;

namespace PhantomParadox.CrashTests;

/// <summary>A host that pays on a chain and is killed while it does pays everybody once. Longer campaigns: docs/reliability.md.</summary>
[Collection("hosts")]
public sealed class PayoutKillTests(ITestOutputHelper output)
{
    [NeedsLocalRpcFact]
    public async Task EverybodyIsPaidOnce_WhenTheHostIsKilled_WhileItPays()
    {
        var result = await PayoutCampaign.RunAsync(new CampaignOptions { Payouts = true, Kills = 10, Seed = 20_261_126 }, output.WriteLine);

        Assert.Equal(10, result.Kills.Values.Sum());
        // A campaign that never kills between two steps of a payout would prove little.
        Assert.All(result.Kills, one => Assert.InRange(one.Value, 1, 2));
        Assert.True(result is { TakenUp: > 0, Jobs: >= 40, Paid: >= 10 }, result.ToString());
        Assert.True(result.Sends > result.Paid, result.ToString());
    }
}
