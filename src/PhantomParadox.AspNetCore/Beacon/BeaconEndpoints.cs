using Microsoft.AspNetCore.Http;
using PhantomParadox.Hosting;
using PhantomParadox.Protocol.Rest;

namespace PhantomParadox.AspNetCore;

/// <summary>The endpoint of what is published about the chance of jury draws. It answers whatever the market's condition.</summary>
internal sealed class BeaconEndpoints(IRandomBeacon? beacon, SeedAlarms? alarms)
{
    // A tip must be seen soon after it is published; a crowd that looks must not cost much.
    private const string Cache = "public, max-age=10";
    private const int MostOverdue = 100;

    public void Map(RestRoutes routes) => routes.GetAlways("/api/beacon", GetAsync);

    private async Task GetAsync(HttpContext context)
    {
        var status = beacon is IBeaconStatus known
            ? await known.GetStatusAsync(context.RequestAborted)
            : new BeaconStatus { Kind = beacon?.GetType().Name ?? "none" };
        context.Response.Headers.CacheControl = Cache;
        await Reply.WriteAsync(context, StatusCodes.Status200OK, View(status), RestJson.Default.BeaconReply);
    }

    private BeaconReply View(BeaconStatus status) => new()
    {
        Kind = status.Kind,
        Tip = status.Chain?.Tip.ToString(),
        Links = status.Chain?.Links,
        Used = status.Chain?.Next - 1,
        StartedAt = status.Chain?.StartedAt.ToUnixTimeMilliseconds(),
        NextTip = status.Chain?.NextTip?.ToString(),
        EarlierTips = status.Chain?.EarlierTips.Map(tip => tip.ToString()),
        Overdue = [.. (alarms?.Overdue ?? []).Take(MostOverdue).Select(seed => new WireOverdueSeed(
            seed.Dispute.Value, seed.Round, seed.Source.Length == 0 ? null : seed.Source, seed.Since.ToUnixTimeMilliseconds()))],
    };
}
