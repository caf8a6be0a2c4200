using Microsoft.AspNetCore.Http;
using PhantomParadox.Protocol.Rest;

namespace PhantomParadox.AspNetCore;

/// <summary>The endpoints of the market's figures.</summary>
internal sealed class StatisticsEndpoints(IMarket market, ServerInfo server)
{
    public void Map(RestRoutes routes)
    {
        routes.Get("/api/stats", async context => await Reply.WriteAsync(
            context, StatusCodes.Status200OK, await market.GetStatisticsAsync(), All, RestJson.Default.StatisticsReply));
        routes.Get("/api/stats/agents", async context => await Reply.WriteAsync(
            context, StatusCodes.Status200OK, await market.GetStatisticsAsync(), all => StatisticsViews.Agents(all.Agents), RestJson.Default.WireAgentStatistics));
        routes.Get("/api/stats/jobs", async context => await Reply.WriteAsync(
            context, StatusCodes.Status200OK, await market.GetStatisticsAsync(), all => StatisticsViews.Jobs(all.Jobs), RestJson.Default.WireJobStatistics));
        routes.Get("/api/stats/disputes", async context => await Reply.WriteAsync(
            context, StatusCodes.Status200OK, await market.GetStatisticsAsync(), all => StatisticsViews.Disputes(all.Disputes), RestJson.Default.WireDisputeStatistics));
        routes.Get("/api/stats/live", async context => await Reply.WriteAsync(
            context, StatusCodes.Status200OK, await market.GetStatisticsAsync(), all => StatisticsViews.Live(all, server.Time.GetUtcNow()), RestJson.Default.LiveStatisticsReply));
    }

    private StatisticsReply All(MarketStatistics figures) => new(
        StatisticsViews.Agents(figures.Agents),
        StatisticsViews.Jobs(figures.Jobs),
        StatisticsViews.Disputes(figures.Disputes),
        new WireSystemStatistics(server.Uptime, Memory(), server.Version));

    private static WireMemory Memory()
    {
        var used = GC.GetTotalMemory(forceFullCollection: false);
        // The collector's own figure is that of its last collection, and 0 before the first.
        return new WireMemory(Environment.WorkingSet, Math.Max(GC.GetGCMemoryInfo().TotalCommittedBytes, used), used);
    }
}
