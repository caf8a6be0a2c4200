using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using PhantomParadox;
using PhantomParadox.Hosting;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>The choices of a host that runs a market.</summary>
public static class PhantomParadoxBuilderExtensions
{
    private const DynamicallyAccessedMemberTypes Constructors = DynamicallyAccessedMemberTypes.PublicConstructors;

    /// <summary>
    /// Reads the market's numbers from the sections <c>Jobs</c>, <c>Agents</c>, <c>Scheduling</c>, <c>Payments</c>, <c>Reputation</c>,
    /// <c>Jury</c>, <c>Limits</c> and <c>Snapshots</c>, named as the members of <see cref="MarketOptions"/>; <c>Payments</c> has the members of
    /// <see cref="SettlementOptions"/> besides, which follow the configuration while the host runs. Times are written <c>d.hh:mm:ss</c>; a bare
    /// number counts days.
    /// </summary>
    /// <param name="builder">The market's builder.</param>
    /// <param name="configuration">The root that holds the sections. Other sections and keys are left alone.</param>
    /// <returns>The builder.</returns>
    public static IPhantomParadoxBuilder BindConfiguration(this IPhantomParadoxBuilder builder, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configuration);
        builder.Services.AddOptions<MarketOptions>().Bind(configuration);
        builder.Services.AddOptions<SettlementOptions>().Bind(configuration.GetSection("Payments"));
        return builder;
    }

    /// <summary>Keeps events in another journal.</summary>
    /// <typeparam name="T">The journal; made once by the container, which disposes it.</typeparam>
    /// <returns>The builder.</returns>
    public static IPhantomParadoxBuilder UseJournal<[DynamicallyAccessedMembers(Constructors)] T>(this IPhantomParadoxBuilder builder)
        where T : class, IJournal => builder.Replace<IJournal, T>();

    /// <summary>Keeps events in another journal.</summary>
    /// <param name="builder">The market's builder.</param>
    /// <param name="make">Makes the journal; called once. The container disposes what it makes.</param>
    /// <returns>The builder.</returns>
    public static IPhantomParadoxBuilder UseJournal(this IPhantomParadoxBuilder builder, Func<IServiceProvider, IJournal> make) =>
        builder.Replace(make);

    /// <summary>Keeps ended jobs in another archive.</summary>
    /// <typeparam name="T">The archive; made once by the container.</typeparam>
    /// <returns>The builder.</returns>
    public static IPhantomParadoxBuilder UseArchive<[DynamicallyAccessedMembers(Constructors)] T>(this IPhantomParadoxBuilder builder)
        where T : class, IArchive => builder.Replace<IArchive, T>();

    /// <summary>Keeps ended jobs in another archive.</summary>
    /// <param name="builder">The market's builder.</param>
    /// <param name="make">Makes the archive; called once.</param>
    /// <returns>The builder.</returns>
    public static IPhantomParadoxBuilder UseArchive(this IPhantomParadoxBuilder builder, Func<IServiceProvider, IArchive> make) =>
        builder.Replace(make);

    /// <summary>Keeps pictures of the state, so that a start need not read the whole journal; without a store none are made.</summary>
    /// <typeparam name="T">The store; made once by the container.</typeparam>
    /// <returns>The builder.</returns>
    public static IPhantomParadoxBuilder UseSnapshots<[DynamicallyAccessedMembers(Constructors)] T>(this IPhantomParadoxBuilder builder)
        where T : class, ISnapshotStore => builder.Replace<ISnapshotStore, T>();

    /// <summary>Keeps pictures of the state, so that a start need not read the whole journal; without a store none are made.</summary>
    /// <param name="builder">The market's builder.</param>
    /// <param name="make">Makes the store; called once.</param>
    /// <returns>The builder.</returns>
    public static IPhantomParadoxBuilder UseSnapshots(this IPhantomParadoxBuilder builder, Func<IServiceProvider, ISnapshotStore> make) =>
        builder.Replace(make);

    /// <summary>Scores agents another way than by the reputation shown.</summary>
    /// <typeparam name="T">The scorer: a pure function. Made once by the container.</typeparam>
    /// <returns>The builder.</returns>
    public static IPhantomParadoxBuilder UseScorer<[DynamicallyAccessedMembers(Constructors)] T>(this IPhantomParadoxBuilder builder)
        where T : class, IAgentScorer => builder.Replace<IAgentScorer, T>();

    /// <summary>Moves trust another way; <see cref="ReputationOptions.Policy"/> counts no more.</summary>
    /// <typeparam name="T">The policy: a pure function. Made once by the container.</typeparam>
    /// <returns>The builder.</returns>
    public static IPhantomParadoxBuilder UseReputationPolicy<[DynamicallyAccessedMembers(Constructors)] T>(this IPhantomParadoxBuilder builder)
        where T : class, IReputationPolicy => builder.Replace<IReputationPolicy, T>();

    /// <summary>Takes the chance of jury draws from another beacon than a hash chain that is new at every start.</summary>
    /// <typeparam name="T">The beacon; made once by the container.</typeparam>
    /// <returns>The builder.</returns>
    public static IPhantomParadoxBuilder UseBeacon<[DynamicallyAccessedMembers(Constructors)] T>(this IPhantomParadoxBuilder builder)
        where T : class, IRandomBeacon => builder.Replace<IRandomBeacon, T>();

    /// <summary>Takes the chance of jury draws from another beacon than a hash chain that is new at every start.</summary>
    /// <param name="builder">The market's builder.</param>
    /// <param name="make">Makes the beacon; called once. The container disposes what it makes.</param>
    /// <returns>The builder.</returns>
    public static IPhantomParadoxBuilder UseBeacon(this IPhantomParadoxBuilder builder, Func<IServiceProvider, IRandomBeacon> make) =>
        builder.Replace(make);

    /// <summary>
    /// Takes the chance of jury draws from hash chains that are kept in a file, so that the tip stays the same and draws survive a restart.
    /// </summary>
    /// <param name="builder">The market's builder.</param>
    /// <param name="path">
    /// The file. Made at the first start, readable by its owner alone; it holds the secret, so keep it out of backups and exports, and
    /// never put an older copy back: without the file a new chain begins.
    /// </param>
    /// <returns>The builder.</returns>
    /// <remarks>The host's start fails with a <see cref="ChainFileException"/> where the file is damaged, in use by another process, or
    /// readable by others.</remarks>
    public static IPhantomParadoxBuilder UseChainBeacon(this IPhantomParadoxBuilder builder, string path)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        builder.Services.RemoveAll<FileChainStore>().AddSingleton(provider => FileChainStore.Open(path, FileChainStoreLog.For(provider)));
        return builder.UseBeacon(static provider => new ChainBeacon(
            provider.GetRequiredService<FileChainStore>(), provider.GetRequiredService<TimeProvider>(), MarketFaults.Reporter(provider)));
    }

    /// <summary>
    /// Carries out on a rail what the market owes: a service of the host has payouts signed, opens them in the market, sends them and looks
    /// for them until their fate is known. Without a settlement the ledger alone settles, and nothing of this runs.
    /// </summary>
    /// <typeparam name="T">The settlement; made once by the container.</typeparam>
    /// <returns>The builder.</returns>
    /// <remarks>See <see cref="SettlementOptions"/> for its numbers, and <see cref="SettlementMonitor"/> for how it stands.</remarks>
    public static IPhantomParadoxBuilder UseSettlement<[DynamicallyAccessedMembers(Constructors)] T>(this IPhantomParadoxBuilder builder)
        where T : class, ISettlement => builder.Replace<ISettlement, T>().AddPayouts();

    /// <inheritdoc cref="UseSettlement{T}(IPhantomParadoxBuilder)"/>
    /// <param name="builder">The market's builder.</param>
    /// <param name="make">Makes the settlement; called once. The container disposes what it makes.</param>
    public static IPhantomParadoxBuilder UseSettlement(this IPhantomParadoxBuilder builder, Func<IServiceProvider, ISettlement> make) =>
        builder.Replace(make).AddPayouts();

    /// <summary>Looks for the deposits that orders wait for, and counts them in the market.</summary>
    /// <typeparam name="T">Where deposits are found; made once by the container.</typeparam>
    /// <returns>The builder.</returns>
    public static IPhantomParadoxBuilder UseDeposits<[DynamicallyAccessedMembers(Constructors)] T>(this IPhantomParadoxBuilder builder)
        where T : class, IDepositSource => builder.Replace<IDepositSource, T>().AddDeposits();

    /// <inheritdoc cref="UseDeposits{T}(IPhantomParadoxBuilder)"/>
    /// <param name="builder">The market's builder.</param>
    /// <param name="make">Makes the source; called once. The container disposes what it makes.</param>
    public static IPhantomParadoxBuilder UseDeposits(this IPhantomParadoxBuilder builder, Func<IServiceProvider, IDepositSource> make) =>
        builder.Replace(make).AddDeposits();

    /// <summary>Sets the numbers of payouts and deposits.</summary>
    /// <param name="builder">The market's builder.</param>
    /// <param name="configure">Sets them.</param>
    /// <returns>The builder.</returns>
    public static IPhantomParadoxBuilder ConfigureSettlement(this IPhantomParadoxBuilder builder, Action<SettlementOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.Configure(configure);
        return builder;
    }

    private static IPhantomParadoxBuilder AddPayouts(this IPhantomParadoxBuilder builder)
    {
        builder.AddSettlementParts().Services.AddHostedService<PayoutClerk>();
        return builder;
    }

    private static IPhantomParadoxBuilder AddDeposits(this IPhantomParadoxBuilder builder)
    {
        builder.AddSettlementParts().Services.AddHostedService<DepositClerk>();
        return builder;
    }

    private static IPhantomParadoxBuilder AddSettlementParts(this IPhantomParadoxBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<SettlementOptions>().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<SettlementOptions>, SettlementOptionsValidator>());
        services.TryAddSingleton<SettlementMonitor>();
        services.TryAddSingleton<Rail>();
        services.TryAddSingleton(static provider => new ClerkTimes(provider.GetRequiredService<TimeProvider>()));
        return builder;
    }

    private static IPhantomParadoxBuilder Replace<TPart, [DynamicallyAccessedMembers(Constructors)] T>(this IPhantomParadoxBuilder builder)
        where TPart : class
        where T : class, TPart
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.RemoveAll<TPart>().AddSingleton<TPart, T>();
        return builder;
    }

    private static IPhantomParadoxBuilder Replace<TPart>(this IPhantomParadoxBuilder builder, Func<IServiceProvider, TPart> make)
        where TPart : class
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(make);
        builder.Services.RemoveAll<TPart>().AddSingleton(make);
        return builder;
    }
}
