using System.Text.RegularExpressions;
using PhantomParadox.Simulation;

namespace PhantomParadox.Testing.Tests;

/// <summary>A simulator that passes everything proves nothing: each fault must be found by one of a few seeds, as what it is.</summary>
public sealed class PlantedFaultTests
{
    private const int Seeds = 100;
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
        List<string> told = [];
        for (var seed = 1UL; seed <= Seeds; seed++)
        {
            if (Record.Exception(() => SeedRun.Run(seed, Steps, Enum.Parse<PlantedFault>(planted))) is not SimulationFailedException failed)
                continue;
            if (Regex.IsMatch(failed.Message, message))
                return;
            told.Add(failed.Message);
        }
        Assert.Fail($"None of {Seeds} seeds has found it. They found: {string.Join(Environment.NewLine, told.Take(5))}");
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
