using PhantomParadox.CrashCampaign;
using PhantomParadox.CrashCampaign.Payouts;
using Xunit;
using Xunit.Abstractions;

namespace PhantomParadox.CrashTests;

/// <summary>A host that pays on a chain and is killed while it does pays everybody once. Longer campaigns: docs/reliability.md.</summary>
[Collection("hosts")]
public sealed class PayoutKillTests(ITestOutputHelper output)
{
    // A payout pays an agent 2,000,000 at most, and there are six.
    private const ulong MoreThanWasUnderWay = 24_000_000;

    [NeedsLocalRpcFact]
    public async Task EverybodyIsPaidOnce_WhenTheHostIsKilled_WhileItPays()
    {
        var result = await PayoutCampaign.RunAsync(new CampaignOptions { Payouts = true, Kills = 10, Seed = 20_261_126 }, output.WriteLine);

        Assert.Equal(10, result.Kills.Values.Sum());
        // A campaign that never kills between two steps of a payout would prove little.
        Assert.All(result.Kills, one => Assert.InRange(one.Value, 1, 2));
        // How many land before the next kill depends on how busy the machine is; 10 to 14 of them did.
        Assert.True(result is { TakenUp: > 0, Jobs: >= 40, Paid: >= 5 }, result.ToString());
        Assert.True(result.Sends > result.Paid, result.ToString());
    }

    [NeedsLocalRpcFact]
    public async Task Reports_ADisk_ThatForgetsWhatWasPaid()
    {
        var folder = Directory.CreateTempSubdirectory("pp-crash-payouts-").FullName;
        var (data, copy) = (Path.Combine(folder, "data"), Path.Combine(folder, "copy"));
        var (before, isBack) = (0UL, false);
        var life = new PayoutLife(new CampaignOptions { Payouts = true, Kills = 20, Seed = 7 }, folder, new PayoutResult()) { JobsALife = 0, AfterKill = Forget };
        InvalidOperationException found;
        await using (life)
            found = await Assert.ThrowsAsync<InvalidOperationException>(life.RunAsync);
        Directory.Delete(folder, recursive: true);

        Assert.True(isBack);
        Assert.Contains("Paid more than is due", found.Message, StringComparison.Ordinal);

        void Forget(ulong paid)
        {
            if (!Directory.Exists(copy))
            {
                ForgetfulGround.Copy(data, copy);
                before = paid;
            }
            else if (!isBack && paid > before + MoreThanWasUnderWay)
            {
                ForgetfulGround.Copy(copy, data);
                isBack = true;
            }
        }
    }
}
