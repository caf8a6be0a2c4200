using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace PhantomParadox.Hosting;

/// <summary>Says whether the market takes commands, and whether its juries can be drawn.</summary>
internal sealed class MarketHealthCheck(IMarket market, SeedAlarms? alarms = null) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(market.Condition switch
        {
            MarketCondition.Running when alarms?.Overdue is { Count: > 0 } overdue => HealthCheckResult.Degraded(
                "The market takes commands, but draws of juries wait for their seeds.",
                data: new Dictionary<string, object> { ["disputes"] = overdue.Select(seed => seed.Dispute.ToString()).ToArray() }),
            MarketCondition.Running => HealthCheckResult.Healthy("The market takes commands."),
            MarketCondition.Stalled => new HealthCheckResult(context.Registration.FailureStatus, "The market's journal doesn't answer."),
            MarketCondition.Starting => HealthCheckResult.Degraded("The market reads its journal."),
            MarketCondition.Draining => HealthCheckResult.Degraded("The market finishes what it was given and takes nothing more."),
            MarketCondition.Stopped => new HealthCheckResult(context.Registration.FailureStatus, "The market has stopped."),
            _ => new HealthCheckResult(context.Registration.FailureStatus, "The market has failed and takes no commands until it is started anew."),
        });
}
