using StackExchange.Redis;

namespace PhantomParadox.Redis.Connection;

/// <summary>Asks a server what it can be trusted with, and refuses it or says so.</summary>
internal sealed class ServerCheck(RedisStorageOptions options)
{
    private readonly bool _sentinel = !string.IsNullOrEmpty(ConfigurationOptions.Parse(options.ConnectionString).ServiceName);
    private readonly bool _several = ConfigurationOptions.Parse(options.ConnectionString).EndPoints.Count > 1;
    private volatile StorageStatus _status = new("redis", Durable: false, ["not checked yet"], []);

    /// <summary>What the last check found.</summary>
    public StorageStatus Status => _status;

    /// <summary>Checks the server behind a connection.</summary>
    /// <exception cref="RedisSettingsException">It may lose what it acknowledges and that isn't accepted, or it can't be used.</exception>
    public async Task RunAsync(IDatabase database)
    {
        var facts = await ServerFacts.ReadAsync(database, _sentinel).ConfigureAwait(false);
        var verdict = ServerVerdict.On(facts, options.SettingsConfirmed, _several);
        _status = new("redis", verdict.Unusable.Count + verdict.Weaknesses.Count == 0, [.. verdict.Unusable, .. verdict.Weaknesses], verdict.Notes);
        if (verdict.Unusable.Count > 0)
            throw new RedisSettingsException($"Redis can't hold a market: {string.Join("; ", verdict.Unusable)}.");
        if (verdict.Weaknesses.Count > 0 && !options.AcceptLoss)
        {
            throw new RedisSettingsException(
                $"Redis may lose what it acknowledged: {string.Join("; ", verdict.Weaknesses)}. Set it right, or accept the loss with Redis:AcceptLoss=true.");
        }
    }
}
