using PhantomParadox.CrashCampaign;
using Xunit;

namespace PhantomParadox.CrashTests;

/// <summary>The whole harness against the real host, with a planted fault.</summary>
[Collection("hosts")]
public sealed class HarnessTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pp-crash-").FullName;

    [Fact]
    public async Task Reports_ADisk_ThatForgetsWhatWasAcknowledged()
    {
        await using var ground = new ForgetfulGround(_folder);
        await using var life = new Life(new CampaignOptions { Kills = 2, Seed = 7 }, _folder, ground, new CampaignResult());

        var found = await Assert.ThrowsAsync<InvalidOperationException>(life.RunAsync);

        Assert.Contains("After kill 2", found.Message, StringComparison.Ordinal);
        // Which loss stands first of the many is the load's chance.
        Assert.Matches("an acknowledged [a-z]+ is (missing|gone)", found.Message);
    }

    [Theory]
    [InlineData("--kills", "0")]
    [InlineData("--storage", "paper")]
    [InlineData("--seed", "x")]
    [InlineData("--speed", "1")]
    public void Refuses_AnOption_ItDoesNotUnderstand(string name, string value) =>
        Assert.Contains(name, Assert.Throws<FormatException>(() => CampaignOptions.Parse([name, value])).Message, StringComparison.Ordinal);

    [Fact]
    public void Takes_Payouts_WithoutAValue_AndNotOnRedis()
    {
        var options = CampaignOptions.Parse(["--payouts", "--kills", "3"]);

        Assert.Equal((true, 3), (options.Payouts, options.Kills));
        Assert.Contains("--payouts", Assert.Throws<FormatException>(() => CampaignOptions.Parse(["--storage", "redis", "--payouts"])).Message, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
