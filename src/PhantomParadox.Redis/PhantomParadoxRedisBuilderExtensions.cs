using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using PhantomParadox;
using PhantomParadox.Hosting;
using PhantomParadox.Redis;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Keeps a host's market in Redis.</summary>
public static class PhantomParadoxRedisBuilderExtensions
{
    /// <summary>
    /// Keeps the market's journal, snapshots and archive in Redis, and shows in the host's health how safe that is. The host doesn't start
    /// on a server that may lose what it acknowledges, unless <see cref="RedisStorageOptions.AcceptLoss"/> says so.
    /// </summary>
    /// <param name="builder">The market's builder.</param>
    /// <param name="configure">Sets where Redis is; <see cref="RedisStorageOptions.ConnectionString"/> is required.</param>
    /// <returns>The builder.</returns>
    /// <remarks>A value outside its range stops the host's start with an <see cref="OptionsValidationException"/>.</remarks>
    public static IPhantomParadoxBuilder UseRedis(this IPhantomParadoxBuilder builder, Action<RedisStorageOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        builder.Services.AddOptions<RedisStorageOptions>().Configure(configure).ValidateOnStart();
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<RedisStorageOptions>, RedisStorageOptionsValidator>());
        builder.Services.TryAddSingleton(static provider => new RedisStorage(
            provider.GetRequiredService<IOptions<RedisStorageOptions>>().Value, provider.GetService<TimeProvider>()));
        builder.Services.RemoveAll<IStorageStatus>().AddSingleton<IStorageStatus>(static provider => provider.GetRequiredService<RedisStorage>());
        return builder
            .UseJournal(static provider => provider.GetRequiredService<RedisStorage>().Journal)
            .UseSnapshots(static provider => provider.GetRequiredService<RedisStorage>().Snapshots)
            .UseArchive(static provider => provider.GetRequiredService<RedisStorage>().Archive);
    }

    /// <inheritdoc cref="UseRedis(IPhantomParadoxBuilder, Action{RedisStorageOptions})"/>
    /// <param name="builder">The market's builder.</param>
    /// <param name="connectionString">A StackExchange.Redis connection string, such as <c>localhost:6379</c>.</param>
    public static IPhantomParadoxBuilder UseRedis(this IPhantomParadoxBuilder builder, string connectionString) =>
        builder.UseRedis(options => options.ConnectionString = connectionString);
}
