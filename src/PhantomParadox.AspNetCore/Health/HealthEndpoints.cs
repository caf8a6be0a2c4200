using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using PhantomParadox.Protocol.Rest;

namespace PhantomParadox.AspNetCore;

/// <summary>The endpoints by which a server is watched. They answer whatever the market's condition.</summary>
internal sealed class HealthEndpoints(IMarket market, ServerInfo server, LimitsReply? limits)
{
    private static readonly ConditionReply Alive = new("ok");

    public void Map(RestRoutes routes)
    {
        routes.GetAlways("/health", HealthAsync);
        routes.GetAlways("/health/live", context => Reply.WriteAsync(context, StatusCodes.Status200OK, Alive, RestJson.Default.ConditionReply));
        routes.GetAlways("/health/ready", ReadyAsync);
        if (limits is not null)
            routes.GetAlways("/health/limits", context => Reply.WriteAsync(context, StatusCodes.Status200OK, limits, RestJson.Default.LimitsReply));
    }

    private async Task HealthAsync(HttpContext context)
    {
        var condition = market.Condition;
        var asOf = market.AsOf;
        var figures = condition == MarketCondition.Running || asOf is not null ? await market.GetStatisticsAsync() : default(Outcome<MarketStatistics>?);
        // A market that runs and can't say how it is has failed since.
        var answered = figures is { IsAccepted: true };
        var statistics = answered ? figures!.Value.Value : null;
        if (condition == MarketCondition.Running && !answered)
            condition = market.Condition is MarketCondition.Running ? MarketCondition.Failed : market.Condition;

        await Reply.WriteAsync(
            context,
            Status(context, condition),
            new HealthReply
            {
                Status = MarketGate.Word(condition),
                Version = server.Version,
                Uptime = server.Uptime,
                Agents = statistics?.Agents.Online ?? 0,
                Jobs = statistics is null ? 0 : StatisticsViews.Open(statistics.Jobs),
                AsOf = asOf?.ToUnixTimeMilliseconds(),
                Storage = Storage(context.RequestServices.GetService<IStorageStatus>()?.Status),
            },
            RestJson.Default.HealthReply,
            answered ? figures!.Value.Position : null);
    }

    private Task ReadyAsync(HttpContext context)
    {
        var condition = market.Condition;
        return Reply.WriteAsync(context, Status(context, condition), new ConditionReply(MarketGate.Word(condition)), RestJson.Default.ConditionReply);
    }

    // Asked for with the request: a storage is opened by the host's start, not by the mapping of routes.
    private static StorageReply? Storage(StorageStatus? status) => status is null ? null : new StorageReply
    {
        Kind = status.Kind,
        Durable = status.Durable,
        Weaknesses = status.Weaknesses,
        Notes = status.Notes,
    };

    private static int Status(HttpContext context, MarketCondition condition)
    {
        if (condition == MarketCondition.Running)
            return StatusCodes.Status200OK;
        context.Response.Headers.RetryAfter = "5";
        return StatusCodes.Status503ServiceUnavailable;
    }
}
