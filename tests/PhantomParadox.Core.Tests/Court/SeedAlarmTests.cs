namespace PhantomParadox.Core.Tests.Court;

public sealed class SeedAlarmTests
{
    [Fact]
    public async Task AMissingSeed_RaisesTheAlarm_OnceTenMinutesHavePassed()
    {
        await using var scene = await CourtScene.OpenAsync(reveals: false);
        var opened = scene.Test.Time.GetUtcNow();
        for (var minute = 1; minute < 10; minute++)
            await LookAsync(scene, TimeSpan.FromMinutes(1));
        Assert.Empty(scene.Test.Alarm.Raised);

        await LookAsync(scene, TimeSpan.FromMinutes(1));
        var source = Assert.Single(Assert.Single((await scene.Market.GetProofAsync(scene.Dispute)).Value.Rounds).Sources).Name;
        Assert.Equal(new OverdueSeed(scene.Dispute, 0, source, opened), Assert.Single(scene.Test.Alarm.Raised));

        await LookAsync(scene, TimeSpan.FromMinutes(1));
        Assert.Single(scene.Test.Alarm.Raised);
        Assert.Empty(scene.Test.Alarm.Cleared);
    }

    [Fact]
    public async Task TheAlarm_IsCleared_WhenTheSeedComes()
    {
        await using var scene = await CourtScene.OpenAsync(reveals: false);
        await LookAsync(scene, TimeSpan.FromMinutes(10));
        scene.Test.Beacon.Release();
        await scene.UntilAsync(dispute => dispute.Status == DisputeStatus.JurySelection);

        await LookAsync(scene, TimeSpan.FromMinutes(1));
        Assert.Equal(scene.Test.Alarm.Raised, scene.Test.Alarm.Cleared);
        Assert.Single(scene.Test.Alarm.Cleared);
    }

    [Fact]
    public async Task TheAlarm_IsCleared_WhenTheTimeoutPolicyHasRuled()
    {
        await using var scene = await CourtScene.OpenAsync(reveals: false);
        await LookAsync(scene, TimeSpan.FromMinutes(10));
        await scene.Test.AdvanceAsync(TimeSpan.FromHours(24));
        Assert.Equal(DisputeStatus.Timeout, (await scene.DisputeAsync()).Status);

        await LookAsync(scene, TimeSpan.FromMinutes(1));
        Assert.Equal(scene.Dispute, Assert.Single(scene.Test.Alarm.Cleared).Dispute);
    }

    [Fact]
    public async Task ASeedThatComesInTime_RaisesNothing()
    {
        await using var scene = await CourtScene.OpenAsync();
        await scene.InvitedAsync();
        await LookAsync(scene, TimeSpan.FromMinutes(10));
        Assert.Empty(scene.Test.Alarm.Raised);
    }

    [Fact]
    public async Task ARestart_DoesNotStartTheWaitAnew()
    {
        await using var scene = await CourtScene.OpenAsync(reveals: false);
        await LookAsync(scene, TimeSpan.FromMinutes(6));
        // An event, from which the next host knows how far the market's time had come.
        await scene.Test.PostClaimableAsync();
        await scene.RestartAsync(reveals: false);
        await LookAsync(scene, TimeSpan.FromMinutes(4));
        Assert.Equal((scene.Dispute, 0), (Assert.Single(scene.Test.Alarm.Raised).Dispute, scene.Test.Alarm.Raised.Single().Round));
    }

    [Fact]
    public async Task ASourceThatFailed_IsAskedAgain()
    {
        await using var scene = await CourtScene.OpenAsync(reveals: false, failures: 1);
        await scene.UntilAsync(_ => !scene.Test.Faults.IsEmpty);
        Assert.IsType<IOException>(Assert.Single(scene.Test.Faults));
        scene.Test.Faults.Clear();
        scene.Test.Beacon.Release();
        Assert.Equal(DisputeStatus.Open, (await scene.DisputeAsync()).Status);

        scene.Test.Time.Advance(TimeSpan.FromMinutes(1));
        await scene.UntilAsync(dispute => dispute.Status == DisputeStatus.JurySelection);
    }

    [Fact]
    public async Task ABeaconThatGivesNoReference_RaisesTheAlarm_AndIsAskedAgain()
    {
        await using var scene = await CourtScene.OpenAsync();
        scene.Test.Beacon.Refuses = true;
        // One more than can be at hand.
        for (var dispute = 0; dispute < 5; dispute++)
            await scene.OpenAnotherAsync();
        await LookAsync(scene, TimeSpan.FromMinutes(10));
        Assert.Contains(scene.Test.Alarm.Raised, seed => (seed.Dispute, seed.Round, seed.Source) == (scene.Dispute, 0, ""));
        // What a refill meets is told beside the look that asked for it.
        await scene.UntilAsync(_ => !scene.Test.Faults.IsEmpty);
        Assert.Equal((DisputeStatus.Open, 0), ((await scene.DisputeAsync()).Status, (await scene.DisputeAsync()).Rounds));

        scene.Test.Beacon.Refuses = false;
        scene.Test.Time.Advance(TimeSpan.FromMinutes(1));
        await scene.UntilAsync(dispute => dispute.Rounds == 1 && dispute.Status == DisputeStatus.JurySelection);
        scene.Test.Faults.Clear();
    }

    // Lets whole minutes pass, and the market look after each: a look that began in an earlier one knows nothing of this.
    private static async Task LookAsync(CourtScene scene, TimeSpan time)
    {
        for (var minute = 0; minute < time.TotalMinutes; minute++)
        {
            var looks = scene.Market.SeedLooks;
            await scene.Test.AdvanceAsync(TimeSpan.FromMinutes(1));
            await scene.UntilAsync(_ => scene.Market.SeedLooks > looks);
        }
    }
}
