using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using PhantomParadox;
using PhantomParadox.AspNetCore;
using PhantomParadox.Hosting;
using PhantomParadox.Protocol.Rest;

namespace Microsoft.AspNetCore.Builder;

/// <summary>Maps a market's REST endpoints.</summary>
public static class PhantomParadoxEndpointRouteBuilderExtensions
{
    /// <summary>
    /// Maps the endpoints of agents, jobs, disputes, the beacon and figures below <c>/api</c> and those of health below <c>/health</c>; those of
    /// payouts only where <see cref="OperatorOptions.Key"/> is set. Every answer of theirs is JSON, refusals too; whatever else lies below <c>/api</c> is 404.
    /// </summary>
    /// <param name="endpoints">Where to map them; a group puts them below its prefix.</param>
    /// <returns>The same.</returns>
    /// <exception cref="InvalidOperationException">The market, or <c>AddPhantomParadoxRest</c>, is missing from the host's services.</exception>
    public static IEndpointRouteBuilder MapPhantomParadox(this IEndpointRouteBuilder endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        var services = endpoints.ServiceProvider;
        var live = services.GetService<ILiveAgents>()
            ?? throw new InvalidOperationException("Call services.AddPhantomParadoxRest() before MapPhantomParadox().");
        var all = services.GetService<IMarket>()
            ?? throw new InvalidOperationException("Call services.AddPhantomParadox() before MapPhantomParadox().");
        var options = services.GetRequiredService<IOptions<MarketOptions>>().Value;
        var server = services.GetRequiredService<ServerInfo>();
        var rest = services.GetRequiredService<IOptions<PhantomParadoxRestOptions>>().Value;
        var maxBodyBytes = rest.MaxBodyBytes;
        var deadline = new RequestDeadline(services.GetRequiredService<TimeProvider>(), rest.RequestTimeout);
        var market = new PatientMarket(all, deadline);

        var jobs = new JobViews(live, options.Agents.HeartbeatTimeout, services.GetService<IDepositSource>);
        var wallets = WalletRule.Of(services);
        var routes = Routes(endpoints, market, maxBodyBytes, deadline);
        new AgentEndpoints(market, new AgentViews(live)).Map(routes);
        new JobEndpoints(market, jobs, wallets).Map(routes);
        new JobWorkEndpoints(market, jobs, wallets).Map(routes);
        new DisputeEndpoints(market, wallets).Map(routes);
        new PoolEndpoint(market).Map(routes);
        new JuryEndpoints(market).Map(routes);
        new BeaconEndpoints(services.GetService<IRandomBeacon>(), services.GetService<SeedAlarms>()).Map(routes);
        new StatisticsEndpoints(market, server).Map(routes);
        if (services.GetRequiredService<IOptions<OperatorOptions>>().Value.Key is { Length: > 0 } key && services.GetService<ITreasury>() is { } treasury)
            new PayoutEndpoints(treasury, services.GetService<SettlementMonitor>(), deadline, new OperatorKey(key)).Map(routes);
        new HealthEndpoints(market, server, LimitsOf(options, maxBodyBytes)).Map(routes);
        routes.RefuseOtherMethods();
        routes.Fallback("/api/{**path}");
        return endpoints;
    }

    /// <summary>
    /// Maps <c>/health</c>, <c>/health/live</c> and <c>/health/ready</c> alone, for a host that serves its market in another way. It needs
    /// nothing but the market, routing and a <see cref="TimeProvider"/> in the host's services.
    /// </summary>
    /// <param name="endpoints">Where to map them.</param>
    /// <returns>The same.</returns>
    /// <exception cref="InvalidOperationException">The market is missing from the host's services.</exception>
    public static IEndpointRouteBuilder MapPhantomParadoxHealth(this IEndpointRouteBuilder endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        var services = endpoints.ServiceProvider;
        var routes = BareRoutes(endpoints);
        var server = services.GetService<ServerInfo>() ?? new ServerInfo(services.GetRequiredService<TimeProvider>());
        new HealthEndpoints(services.GetRequiredService<IMarket>(), server, limits: null).Map(routes);
        routes.RefuseOtherMethods();
        return endpoints;
    }

    /// <summary>
    /// Maps the page that shows the market in a browser to <c>/</c>, and its style and script below <c>/dashboard</c>. It loads nothing from
    /// elsewhere, and reads what <see cref="MapPhantomParadox"/> serves to everybody.
    /// </summary>
    /// <param name="endpoints">Where to map it: not a group, since the page looks for the endpoints beside it.</param>
    /// <returns>The same.</returns>
    /// <exception cref="InvalidOperationException">The market is missing from the host's services.</exception>
    public static IEndpointRouteBuilder MapPhantomParadoxDashboard(this IEndpointRouteBuilder endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        var routes = BareRoutes(endpoints);
        DashboardEndpoints.Map(routes);
        routes.RefuseOtherMethods();
        return endpoints;
    }

    /// <summary>Answers 404 as JSON to whatever no other endpoint of the host matches.</summary>
    /// <param name="endpoints">Where to map it.</param>
    /// <returns>The same.</returns>
    /// <exception cref="InvalidOperationException">The market is missing from the host's services.</exception>
    public static IEndpointRouteBuilder MapPhantomParadoxFallback(this IEndpointRouteBuilder endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        BareRoutes(endpoints).Fallback("/{**path}");
        return endpoints;
    }

    // For what takes no bodies.
    private static RestRoutes BareRoutes(IEndpointRouteBuilder endpoints)
    {
        var services = endpoints.ServiceProvider;
        var deadline = new RequestDeadline(services.GetRequiredService<TimeProvider>(), new PhantomParadoxRestOptions().RequestTimeout);
        return Routes(endpoints, services.GetRequiredService<IMarket>(), maxBodyBytes: 0, deadline);
    }

    private static RestRoutes Routes(IEndpointRouteBuilder endpoints, IMarket market, int maxBodyBytes, RequestDeadline deadline) => new(
        endpoints, market, maxBodyBytes, deadline, endpoints.ServiceProvider.GetRequiredService<ILoggerFactory>().CreateLogger("PhantomParadox.AspNetCore.Rest"));

    private static LimitsReply LimitsOf(MarketOptions options, int maxBodyBytes) => new()
    {
        BodyBytes = maxBodyBytes,
        JsonDepth = Limits.JsonDepth,
        DescriptionBytes = Limits.DescriptionBytes,
        OutputBytes = Limits.OutputBytes,
        ReasonCharacters = Limits.ReasonCharacters,
        Amount = Limits.Amount,
        DefaultPageSize = Limits.DefaultPage,
        PageSize = Limits.Page,
        PendingCommands = options.Limits.PendingCommands,
        OpenJobsPerBuyer = options.Limits.OpenJobsPerBuyer,
        IdempotencyKeys = options.Limits.IdempotencyKeys,
        IdempotencyKeysPerWallet = options.Limits.IdempotencyKeysPerWallet,
        IdempotencyWindowMs = (long)options.Limits.IdempotencyWindow.TotalMilliseconds,
        EvidencePerParty = options.Limits.EvidencePerParty,
    };
}
