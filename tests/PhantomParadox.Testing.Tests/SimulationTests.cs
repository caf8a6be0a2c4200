using System.Text.RegularExpressions;
using PhantomParadox.Simulation;
using PhantomParadox.Testing.Running;
using Xunit.Abstractions;

namespace PhantomParadox.Testing.Tests;

/// <summary>A few seeds with every test run; campaigns run many: see docs/reliability.md.</summary>
public sealed class SimulationTests(ITestOutputHelper output)
{
    [Fact]
    public void EverySeed_KeepsWhatIsPromised_AndEndsWhatItBegan() =>
        Assert.Empty(new SeedCampaign(SimulationOptions.Of(from: 1, seeds: 12), output.WriteLine).Run());

    [Fact]
    public void TheSameSeed_EndsInTheSameState() =>
        Assert.Empty(new SeedCampaign(SimulationOptions.Of(from: 1_000, seeds: 3, checksDeterminism: true), output.WriteLine).Run());

    [Fact]
    public void AnotherSeed_EndsInAnotherState() =>
        Assert.NotEqual(SeedRun.Run(1, 100).StateHash, SeedRun.Run(2, 100).StateHash);

    [Fact]
    public void WhatARunOfManySeedsMustMeet_IsWrittenDown() => Assert.True(SeedCampaign.Wanted.Count > 200);

    // A simulator that passes everything proves nothing: each fault must be found by one of a few seeds, as what it is.
    [Theory]
    [InlineData(nameof(PlantedFault.ReleasedBeforeDurable), "durable")]
    [InlineData(nameof(PlantedFault.DroppedTimers), "should have gone on|still holds a job|hasn't ended")]
    [InlineData(nameof(PlantedFault.FastClock), "run ahead")]
    [InlineData(nameof(PlantedFault.SkippedLedgerLeg), "")]
    public void CatchesAPlantedFault(string planted, string message)
    {
        var caught = Enumerable.Range(1, 20)
            .Select(seed => Record.Exception(() => SeedRun.Run((ulong)seed, 300, Enum.Parse<PlantedFault>(planted))))
            .OfType<SimulationFailedException>()
            .Select(failed => failed.Message)
            .ToList();

        Assert.NotEmpty(caught);
        Assert.Contains(caught, told => Regex.IsMatch(told, message));
    }

    [Theory]
    [InlineData("--seeds", "0", "--seeds needs a whole number, 1 or more.")]
    [InlineData("--steps", "many", "--steps needs a whole number, 1 or more.")]
    [InlineData("--minutes", null, "--minutes needs a value.")]
    public void Refuses_AnArgumentThatItCantUse(string option, string? value, string message) => Assert.Equal(
        message, Assert.Throws<FormatException>(() => SimulationOptions.Parse(value is null ? [option] : [option, value])).Message);
}
