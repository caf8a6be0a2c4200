using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using PhantomParadox.Solana;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the parts that talk to Solana.</summary>
public static class PhantomParadoxSolanaServiceCollectionExtensions
{
    /// <summary>Adds an <see cref="IRpcClient"/> of one or more nodes, unless there is one.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configure">Sets the nodes; <see cref="SolanaRpcOptions.Endpoints"/> is required.</param>
    /// <returns>The services.</returns>
    /// <remarks>A value outside its range stops the host's start with an <see cref="OptionsValidationException"/>.</remarks>
    public static IServiceCollection AddSolanaRpc(this IServiceCollection services, Action<SolanaRpcOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        services.AddOptions<SolanaRpcOptions>().Configure(configure).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<SolanaRpcOptions>, SolanaRpcOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IRpcClient>(static provider => new RpcClient(
            provider.GetRequiredService<IOptions<SolanaRpcOptions>>().Value, RpcClient.NewHandler(), provider.GetRequiredService<TimeProvider>(),
            Random.Shared.NextDouble, provider.GetService<ILogger<RpcClient>>() ?? NullLogger<RpcClient>.Instance));
        return services;
    }

    /// <summary>Adds the <see cref="ITransactionSigner"/> of a key pair, unless there is one. The key is read when the signer is first asked for.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="reference">
    /// Where the key is, and never the key: <c>file:PATH</c>, a file that only its owner can use; <c>env:VARIABLE</c>; or <c>config:KEY</c>, a
    /// setting of the host's configuration. It is there as the Solana CLI writes it, a JSON array of 64 numbers, or in base58.
    /// </param>
    /// <returns>The services.</returns>
    /// <remarks>A reference that leads to no usable key makes resolving the signer throw a <see cref="SignerException"/>.</remarks>
    public static IServiceCollection AddSolanaSigner(this IServiceCollection services, string reference)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentException.ThrowIfNullOrWhiteSpace(reference);
        services.TryAddSingleton<ITransactionSigner>(provider => SignerReference.Open(reference, provider.GetService<IConfiguration>()));
        return services;
    }
}
