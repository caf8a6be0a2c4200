using Microsoft.Extensions.Diagnostics.HealthChecks;
using PhantomParadox.Hosting;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the market to a host's health.</summary>
public static class PhantomParadoxHealthChecksBuilderExtensions
{
    /// <summary>
    /// Reports the market: healthy while it runs, degraded while it starts, drains or has waited too long for the seed of a jury's draw, and <paramref name="failureStatus"/> once it has
    /// stopped or failed.
    /// </summary>
    /// <param name="builder">The host's health checks.</param>
    /// <param name="name">Name of the check. Default <c>market</c>.</param>
    /// <param name="failureStatus">What a market that is gone counts as. Default <see cref="HealthStatus.Unhealthy"/>.</param>
    /// <param name="tags">Labels to filter checks by. Default none.</param>
    /// <returns>The builder.</returns>
    public static IHealthChecksBuilder AddPhantomParadox(
        this IHealthChecksBuilder builder,
        string name = "market",
        HealthStatus? failureStatus = null,
        IEnumerable<string>? tags = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddCheck<MarketHealthCheck>(name, failureStatus, tags ?? []);
    }
}
