using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Xunit;

namespace PhantomParadox.Hosting.Tests;

public sealed class HealthTests
{
    [Theory]
    [InlineData(MarketCondition.Running, HealthStatus.Healthy)]
    [InlineData(MarketCondition.Stalled, HealthStatus.Unhealthy)]
    [InlineData(MarketCondition.Starting, HealthStatus.Degraded)]
    [InlineData(MarketCondition.Draining, HealthStatus.Degraded)]
    [InlineData(MarketCondition.Stopped, HealthStatus.Unhealthy)]
    [InlineData(MarketCondition.Failed, HealthStatus.Unhealthy)]
    public async Task Health_FollowsTheMarketsCondition(MarketCondition condition, HealthStatus expected)
    {
        var (market, its) = MarketDouble.Make();
        its.Condition = condition;
        var services = new ServiceCollection();
        services.AddLogging().AddSingleton(market).AddHealthChecks().AddPhantomParadox(tags: ["ready"]);
        await using var provider = services.BuildServiceProvider();

        var report = await provider.GetRequiredService<HealthCheckService>().CheckHealthAsync();

        var entry = Assert.Single(report.Entries);
        Assert.Equal("market", entry.Key);
        Assert.Equal(expected, entry.Value.Status);
        Assert.Equal(["ready"], entry.Value.Tags);
        Assert.NotEmpty(entry.Value.Description!);
    }
}
