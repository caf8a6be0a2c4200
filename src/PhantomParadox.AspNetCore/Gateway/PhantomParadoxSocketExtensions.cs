using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using PhantomParadox.AspNetCore.Gateway;

namespace PhantomParadox.AspNetCore;

/// <summary>Adds the WebSocket gateway that agents connect to.</summary>
public static class PhantomParadoxSocketExtensions
{
    /// <summary>Registers the gateway of the market in this host (see <c>AddPhantomParadox</c>).</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configure">Sets its bounds and timers. Default: those of <see cref="GatewayOptions"/>.</param>
    /// <returns>The services.</returns>
    /// <remarks>A number outside its range stops the host's start with an <see cref="OptionsValidationException"/>.</remarks>
    public static IServiceCollection AddPhantomParadoxSocket(this IServiceCollection services, Action<GatewayOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        var options = services.AddOptions<GatewayOptions>().ValidateOnStart();
        if (configure is not null)
            options.Configure(configure);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<GatewayOptions>, GatewayOptionsValidator>());
        services.AddMetrics();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<GatewayMetrics>();
        services.TryAddSingleton(WalletRule.Of);
        services.TryAddSingleton<SocketGateway>();
        services.Replace(ServiceDescriptor.Singleton<ILiveAgents>(provider => provider.GetRequiredService<SocketGateway>()));
        return services;
    }

    /// <summary>Maps the gateway. Other requests to its path than WebSocket upgrades are answered with 404.</summary>
    /// <param name="endpoints">The host's endpoints.</param>
    /// <param name="pattern">The path. Default <c>/ws</c>.</param>
    /// <returns>Takes conventions for the endpoint.</returns>
    /// <exception cref="InvalidOperationException"><see cref="AddPhantomParadoxSocket"/> was not called.</exception>
    public static IEndpointConventionBuilder MapPhantomParadoxSocket(this IEndpointRouteBuilder endpoints, string pattern = "/ws")
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        var gateway = endpoints.ServiceProvider.GetService<SocketGateway>()
            ?? throw new InvalidOperationException($"Call {nameof(AddPhantomParadoxSocket)} on the host's services first.");
        var pipeline = endpoints.CreateApplicationBuilder();
        pipeline.Use(next => context =>
        {
            if (context.Features.Get<IHttpUpgradeFeature>() is { } upgrade)
                context.Features.Set<IHttpUpgradeFeature>(new UpgradedConnection(upgrade, context.Features.Get<IConnectionTransportFeature>(), gateway.Time));
            return next(context);
        });
        pipeline.UseWebSockets();
        pipeline.Run(gateway.HandleAsync);
        return endpoints.Map(pattern, pipeline.Build()).ExcludeFromDescription().WithDisplayName("PhantomParadox socket");
    }
}
