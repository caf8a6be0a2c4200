using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace PhantomParadox.Hosting;

/// <summary>Says whether the market takes commands, whether its juries can be drawn, and whether its payouts go out.</summary>
internal sealed class MarketHealthCheck(IMarket market, SeedAlarms? alarms = null, SettlementMonitor? settlement = null, TimeProvider? time = null) : IHealthCheck
{
    // A payout's fate is known within a minute or two; one that stays open for so long has a settlement that learns nothing.
    private static readonly TimeSpan LongOpen = TimeSpan.FromMinutes(15);

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(market.Condition switch
        {
            MarketCondition.Running when alarms?.Overdue is { Count: > 0 } overdue => HealthCheckResult.Degraded(
                "The market takes commands, but draws of juries wait for their seeds.",
                data: Data(overdue)),
            MarketCondition.Running when Trouble(settlement?.Status) is { } trouble => HealthCheckResult.Degraded(
                "The market takes commands, but " + trouble, data: Data([])),
            MarketCondition.Running => HealthCheckResult.Healthy("The market takes commands.", Data([])),
            MarketCondition.Stalled => new HealthCheckResult(context.Registration.FailureStatus, "The market's journal doesn't answer."),
            MarketCondition.Starting => HealthCheckResult.Degraded("The market reads its journal."),
            MarketCondition.Draining => HealthCheckResult.Degraded("The market finishes what it was given and takes nothing more."),
            MarketCondition.Stopped => new HealthCheckResult(context.Registration.FailureStatus, "The market has stopped."),
            _ => new HealthCheckResult(context.Registration.FailureStatus, "The market has failed and takes no commands until it is started anew."),
        });

    private string? Trouble(SettlementStatus? status) => status switch
    {
        null => null,
        { InReview: > 0 } => "payouts are in doubt and wait for an operator.",
        { IsPaused: true } => "payouts are paused.",
        { OldestOpen: { } oldest } when (time ?? TimeProvider.System).GetUtcNow() - oldest > LongOpen => "the fate of a payout stays unknown.",
        { IsFailing: true } => "its settlement fails.",
        _ => null,
    };

    private Dictionary<string, object>? Data(IReadOnlyList<OverdueSeed> overdue)
    {
        Dictionary<string, object> data = [];
        if (overdue.Count > 0)
            data["disputes"] = overdue.Select(seed => seed.Dispute.ToString()).ToArray();
        if (settlement?.Status is { } status)
        {
            data["payoutsPaused"] = status.IsPaused;
            data["payoutsOpen"] = status.Open;
            data["payoutsInReview"] = status.InReview;
            data["payoutsHeld"] = status.Held.Count;
            if (status.OldestOpen is { } oldest)
                data["oldestOpenPayout"] = oldest.ToString("o", CultureInfo.InvariantCulture);
            if (status.LastError is { } error)
                data["lastSettlementError"] = error;
        }

        return data.Count == 0 ? null : data;
    }
}
