using PhantomParadox.Simulation;
using Xunit.Abstractions;

namespace PhantomParadox.Testing.Tests;

/// <summary>A few seeds with every test run; campaigns run many: see docs/reliability.md.</summary>
public sealed class SimulationTests(ITestOutputHelper output)
{
    [Fact]
    public void EverySeed_KeepsWhatIsPromised_AndEndsWhatItBegan() =>
        Assert.Empty(new SeedCampaign(SimulationOptions.Of(from: 1, seeds: 12), output.WriteLine).Run());

    // Another process has another culture, time zone, seed for the hashes of strings, collector and compiler.
    [Fact]
    public void TheSameSeed_EndsInTheSameState_InAnotherProcess() =>
        Assert.Empty(new SeedCampaign(SimulationOptions.Of(from: 1_000, seeds: 4, steps: 500, secondProcess: 100), output.WriteLine).Run());

    [Fact]
    public void TheSameSeed_EndsInTheSameState() =>
        Assert.Equal(SeedRun.Run(5, 500) with { Coverage = null! }, SeedRun.Run(5, 500) with { Coverage = null! });

    // Found by the simulator: a lease ended before the agent's time was over where its gateway said that it had been silent for longer than
    // its session had been open.
    [Theory]
    [InlineData(2, 1_388)]
    [InlineData(3, 700)]
    public void KeepsWhatIsPromised_WhereItDidnt(ulong seed, int steps) => Assert.Empty(
        new SeedCampaign(SimulationOptions.Of(seed, seeds: 1, steps), output.WriteLine).Run());

    [Fact]
    public void AnotherSeed_EndsInAnotherState() =>
        Assert.NotEqual(SeedRun.Run(1, 100).StateHash, SeedRun.Run(2, 100).StateHash);

    [Fact]
    public void WhatARunOfManySeedsMustMeet_IsWrittenDown() => Assert.True(SeedCampaign.Wanted.Count > 200);

    [Fact]
    public void FailsARun_ThatHadNoTimeForTheSeedsWanted() => Assert.Equal(
        "There was time for 1 seeds; 2 are wanted.",
        Assert.Single(new SeedCampaign(
            SimulationOptions.Parse(["--seed", "1", "--steps", "10", "--least-seeds", "2"]), output.WriteLine).Run()));

    [Theory]
    [InlineData("--seeds", "0", "--seeds needs a whole number, 1 or more.")]
    [InlineData("--steps", "many", "--steps needs a whole number, 1 or more.")]
    [InlineData("--minutes", null, "--minutes needs a value.")]
    [InlineData("--second-process", "-1", "--second-process needs a whole number, 0 or more.")]
    public void Refuses_AnArgumentThatItCantUse(string option, string? value, string message) => Assert.Equal(
        message, Assert.Throws<FormatException>(() => SimulationOptions.Parse(value is null ? [option] : [option, value])).Message);
}
