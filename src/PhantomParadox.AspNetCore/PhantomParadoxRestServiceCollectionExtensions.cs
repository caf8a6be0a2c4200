using Microsoft.Extensions.DependencyInjection.Extensions;
using PhantomParadox.AspNetCore;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the REST endpoints of a market to a host.</summary>
public static class PhantomParadoxRestServiceCollectionExtensions
{
    /// <summary>
    /// Adds what the REST endpoints need; <c>MapPhantomParadox</c> maps them. The market itself comes from <c>AddPhantomParadox</c>, in
    /// whichever order.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configure">Sets what the endpoints take. Default: see <see cref="PhantomParadoxRestOptions"/>.</param>
    /// <returns>The host's services.</returns>
    /// <remarks>A number outside its range stops the host's start with an <c>OptionsValidationException</c>. Called again it adds nothing
    /// but the further <paramref name="configure"/>.</remarks>
    public static IServiceCollection AddPhantomParadoxRest(this IServiceCollection services, Action<PhantomParadoxRestOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddRouting();
        services.TryAddSingleton(TimeProvider.System);
        // Registered only where no gateway is: the gateway takes its place whichever of the two comes first.
        services.TryAddSingleton<ILiveAgents, NoLiveAgents>();
        services.TryAddSingleton<ServerInfo>();
        var options = services.AddOptions<PhantomParadoxRestOptions>()
            .Validate(rest => rest.MaxBodyBytes is >= 1_024 and <= 1_048_576, "Rest:MaxBodyBytes must be from 1,024 to 1,048,576.")
            .Validate(
                rest => rest.RequestTimeout >= TimeSpan.FromMilliseconds(100) && rest.RequestTimeout <= TimeSpan.FromHours(1),
                "Rest:RequestTimeout must be from 00:00:00.1 to 01:00:00.")
            .ValidateOnStart();
        services.AddOptions<OperatorOptions>()
            .Validate(
                known => string.IsNullOrEmpty(known.Key) || (known.Key.Length >= OperatorOptions.LeastKeyLength && Limits.IsVisible(known.Key, 1_024)),
                $"Operator:Key must have {OperatorOptions.LeastKeyLength} to 1,024 visible ASCII characters.")
            .ValidateOnStart();
        if (configure is not null)
            options.Configure(configure);
        return services;
    }
}
