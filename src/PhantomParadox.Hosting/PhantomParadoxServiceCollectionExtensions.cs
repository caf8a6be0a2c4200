using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using PhantomParadox;
using PhantomParadox.Hosting;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds a market to a host.</summary>
public static class PhantomParadoxServiceCollectionExtensions
{
    // This journal ends with its host, so nothing ever replays it: it only has to stay small, and needs no snapshots.
    private const long JournalCapacity = 16 * 1024 * 1024;

    /// <summary>
    /// Adds a market that starts and stops with the host: <see cref="IMarket"/> to use it, <see cref="IAgentConnector"/> for agents in
    /// this process, <see cref="AgentTransportHub"/> for other transports. It keeps everything in memory until a Use method of the
    /// builder gives it a journal that lasts. A part that is registered already, such as a <see cref="TimeProvider"/>, is kept.
    /// </summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configure">Sets its numbers. Default: those of <see cref="MarketOptions"/>.</param>
    /// <returns>Takes further choices.</returns>
    /// <remarks>A number outside its range stops the host's start with an <see cref="OptionsValidationException"/> that names every
    /// bad configuration key. Called again it adds nothing but the further <paramref name="configure"/>.</remarks>
    public static IPhantomParadoxBuilder AddPhantomParadox(this IServiceCollection services, Action<MarketOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        var options = services.AddOptions<MarketOptions>().ValidateOnStart();
        if (configure is not null)
            options.Configure(configure);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<MarketOptions>, MarketOptionsValidator>());

        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IJournal>(static _ => new MemoryJournal(JournalCapacity));
        services.TryAddSingleton<IArchive>(static provider =>
            new MemoryArchive(provider.GetRequiredService<IOptions<MarketOptions>>().Value.Limits.ArchivedJobs));
        services.TryAddSingleton<IRandomBeacon>(static provider => provider.GetService<IEntropy>() is { } entropy ? new ChainBeacon(SecretOf(entropy)) : new ChainBeacon());
        services.TryAddSingleton<SeedAlarms>();
        services.TryAddSingleton<AgentTransportHub>();
        services.TryAddSingleton<IAgentTransport>(provider => provider.GetRequiredService<AgentTransportHub>());
        services.TryAddSingleton<IAgentConnector, AgentConnector>();
        services.TryAddSingleton(MakeMarket);
        services.TryAddSingleton<IMarket>(provider => provider.GetRequiredService<LocalMarket>());
        services.TryAddSingleton<ITreasury>(provider => provider.GetRequiredService<LocalMarket>());
        services.AddHostedService<MarketService>();
        return new PhantomParadoxBuilder(services);
    }

    private static LocalMarket MakeMarket(IServiceProvider provider) => new(
        provider.GetRequiredService<IOptions<MarketOptions>>().Value,
        new MarketPorts
        {
            Journal = provider.GetRequiredService<IJournal>(),
            Snapshots = provider.GetService<ISnapshotStore>(),
            Archive = provider.GetRequiredService<IArchive>(),
            Transport = provider.GetRequiredService<IAgentTransport>(),
            Beacon = provider.GetRequiredService<IRandomBeacon>(),
            SeedAlarm = provider.GetRequiredService<SeedAlarms>(),
            Time = provider.GetRequiredService<TimeProvider>(),
            Entropy = provider.GetService<IEntropy>(),
            Scorer = provider.GetService<IAgentScorer>(),
            Reputation = provider.GetService<IReputationPolicy>(),
        },
        MarketFaults.Reporter(provider));

    private static byte[] SecretOf(IEntropy entropy)
    {
        var secret = new byte[HashChainBeacon.ValueLength];
        entropy.Fill(secret);
        return secret;
    }
}
