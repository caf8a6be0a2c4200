using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Configuration;
using PhantomParadox;
using PhantomParadox.Hosting;
using PhantomParadox.Solana;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Puts a market's money on Solana.</summary>
public static class PhantomParadoxSolanaBuilderExtensions
{
    /// <summary>
    /// Carries out payouts on Solana and counts deposits there. The start fails where a node is of another network than the configured one, or the
    /// key can't be had.
    /// </summary>
    /// <param name="builder">The market's builder.</param>
    /// <param name="configure">Sets the network, the nodes and the key; <see cref="SolanaOptions.RpcUrls"/> is required.</param>
    /// <returns>The builder.</returns>
    /// <remarks>
    /// An <see cref="ITransactionSigner"/> or <see cref="IRpcClient"/> that the host registered before is used as it is. A bad option stops the
    /// start with an <see cref="OptionsValidationException"/>, an unusable key with a <see cref="SignerException"/>.
    /// </remarks>
    public static IPhantomParadoxBuilder UseSolana(this IPhantomParadoxBuilder builder, Action<SolanaOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        var services = builder.AddSolanaParts(configure).Services;
        services.TryAddSingleton(static provider =>
        {
            var reference = provider.GetRequiredService<SolanaOptions>().Keypair;
            return string.IsNullOrWhiteSpace(reference)
                ? throw new SignerException("Solana:Keypair is not set; it must be file:PATH, env:VARIABLE or config:KEY.")
                : (ITransactionSigner)SignerReference.Open(reference, provider.GetService<IConfiguration>());
        });
        services.AddHostedService<SolanaStart>();
        return builder
            .UseSettlement(static provider => new SolanaSettlement(
                provider.GetRequiredService<IRpcClient>(), provider.GetRequiredService<ITransactionSigner>(),
                provider.GetRequiredService<NetworkGuard>(), provider.GetRequiredService<SolanaOptions>()))
            .UseDeposits(static provider => new SolanaDepositSource(
                provider.GetRequiredService<IRpcClient>(), provider.GetRequiredService<ITransactionSigner>().PublicKey,
                provider.GetRequiredService<NetworkGuard>(), provider.GetRequiredService<SolanaOptions>(), provider.GetRequiredService<TimeProvider>()));
    }

    /// <summary>
    /// Takes the chance of jury draws from the hashes of Solana's blocks. It binds the market's operator too, and a draw takes the minute that a
    /// block needs to be final.
    /// </summary>
    /// <param name="builder">The market's builder.</param>
    /// <param name="configure">Sets the network and the nodes; may be the same as for <see cref="UseSolana"/>.</param>
    /// <returns>The builder.</returns>
    public static IPhantomParadoxBuilder UseSolanaBeacon(this IPhantomParadoxBuilder builder, Action<SolanaOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        return builder.AddSolanaParts(configure).UseBeacon(static provider => new SolanaBeacon(
            provider.GetRequiredService<IRpcClient>(), provider.GetRequiredService<NetworkGuard>(), provider.GetRequiredService<SolanaOptions>(),
            provider.GetRequiredService<TimeProvider>()));
    }

    private static IPhantomParadoxBuilder AddSolanaParts(this IPhantomParadoxBuilder builder, Action<SolanaOptions> configure)
    {
        var services = builder.Services;
        // A list that is bound twice would hold everything twice.
        services.RemoveAll<IConfigureOptions<SolanaOptions>>();
        services.AddOptions<SolanaOptions>().Configure(configure).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<SolanaOptions>, SolanaOptionsValidator>());
        services.TryAddSingleton(static provider => provider.GetRequiredService<IOptions<SolanaOptions>>().Value);
        services.TryAddSingleton(static provider => new NetworkGuard(
            provider.GetRequiredService<IRpcClient>(), SolanaNetwork.Find(provider.GetRequiredService<SolanaOptions>().Network)!));
        if (services.Any(service => service.ServiceType == typeof(IRpcClient)))
            return builder;
        services.AddSolanaRpc(static _ => { });
        services.AddOptions<SolanaRpcOptions>().Configure<SolanaOptions>(static (rpc, solana) =>
        {
            foreach (var url in solana.RpcUrls)
                rpc.Endpoints.Add(url);
            rpc.AllowHttp = solana.AllowHttp;
            rpc.RequestsPerSecond = solana.RequestsPerSecond;
            rpc.RequestTimeout = solana.RequestTimeout;
        });
        return builder;
    }
}
