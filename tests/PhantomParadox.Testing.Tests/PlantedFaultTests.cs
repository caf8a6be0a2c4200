using System.Text.RegularExpressions;
using PhantomParadox.Simulation;

namespace PhantomParadox.Testing.Tests;

/// <summary>A simulator that passes everything proves nothing: each fault must be found by one of a few seeds, as what it is.</summary>
public sealed class PlantedFaultTests
{
    private const int Seeds = 20;
    private const int Steps = 300;

    [Theory]
    [InlineData(nameof(PlantedFault.ReleasedBeforeDurable), "durable")]
    [InlineData(nameof(PlantedFault.DroppedTimers), "should have gone on|still holds a job|hasn't ended")]
    [InlineData(nameof(PlantedFault.EarlyTimers), "too early|ms only|ms of silence")]
    [InlineData(nameof(PlantedFault.FastClock), "run ahead")]
    [InlineData(nameof(PlantedFault.TimeGoesBack), "gone back")]
    [InlineData(nameof(PlantedFault.SkippedLedgerLeg), "don't add up to zero")]
    [InlineData(nameof(PlantedFault.StaleLeaseAccepted), "lease that was over")]
    [InlineData(nameof(PlantedFault.LostWakeUp), "agent is idle")]
    [InlineData(nameof(PlantedFault.SkippedEpochCheck), "deposed host has written")]
    public void IsCaught(string planted, string message)
    {
        var caught = Enumerable.Range(1, Seeds)
            .Select(seed => Record.Exception(() => SeedRun.Run((ulong)seed, Steps, Enum.Parse<PlantedFault>(planted))))
            .OfType<SimulationFailedException>()
            .Select(failed => failed.Message)
            .ToList();

        Assert.NotEmpty(caught);
        Assert.True(caught.Any(told => Regex.IsMatch(told, message)), string.Join(Environment.NewLine, caught.Take(5)));
    }

    // Within one process everything agrees: only another process can tell.
    [Fact]
    public void AnOrderThatDependsOnTheProcess_IsCaught_ByASecondOne()
    {
        List<string> told = [];

        var wrong = new SeedCampaign(
            SimulationOptions.Of(from: 1, seeds: 4, Steps, secondProcess: 100, PlantedFault.UnorderedHash), told.Add).Run();

        Assert.NotEmpty(wrong);
        Assert.All(wrong, line => Assert.Contains("another one", line, StringComparison.Ordinal));
    }

    [Fact]
    public void EveryFault_HasATest() => Assert.Equal(
        Enum.GetNames<PlantedFault>().Except([nameof(PlantedFault.None), nameof(PlantedFault.UnorderedHash)]).Order(),
        typeof(PlantedFaultTests).GetMethod(nameof(IsCaught))!.GetCustomAttributesData()
            .Where(data => data.AttributeType == typeof(InlineDataAttribute))
            .Select(data => (string)((IReadOnlyList<System.Reflection.CustomAttributeTypedArgument>)data.ConstructorArguments[0].Value!)[0].Value!)
            .Order());
}
