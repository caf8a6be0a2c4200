using StackExchange.Redis;

namespace PhantomParadox.Redis.Connection;

/// <summary>One connection, opened on first use. An opening that fails is tried again by the next use.</summary>
/// <param name="options">How to connect.</param>
/// <param name="opened">Called with each new connection before it is used; may refuse it.</param>
internal sealed class RedisLink(ConfigurationOptions options, Func<IConnectionMultiplexer, Task> opened) : IAsyncDisposable
{
    // Often enough that a lost reply is noticed soon, seldom enough to cost nothing.
    private static readonly TimeSpan Heartbeat = TimeSpan.FromMilliseconds(200);

    private readonly SemaphoreSlim _opening = new(1);
    private volatile IConnectionMultiplexer? _connection;
    private bool _disposed;

    /// <summary>How to connect for appends: what can't be sent at once fails at once, for whoever asks decides what to do about it.</summary>
    public static ConfigurationOptions ForJournal(RedisStorageOptions options)
    {
        var configuration = Common(options);
        configuration.BacklogPolicy = BacklogPolicy.FailFast;
        configuration.AsyncTimeout = configuration.SyncTimeout = (int)options.ReplyTimeout.TotalMilliseconds;
        return configuration;
    }

    /// <summary>How to connect for snapshots and the archive, whose megabytes should not stand before an append.</summary>
    public static ConfigurationOptions ForBulk(RedisStorageOptions options)
    {
        var configuration = Common(options);
        configuration.AsyncTimeout = configuration.SyncTimeout = 4 * (int)options.ReplyTimeout.TotalMilliseconds;
        return configuration;
    }

    public async ValueTask<IDatabase> GetAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return (_connection ?? await OpenAsync(cancellationToken).ConfigureAwait(false)).GetDatabase();
    }

    public async ValueTask DisposeAsync()
    {
        await _opening.WaitAsync().ConfigureAwait(false);
        _disposed = true;
        var connection = _connection;
        _connection = null;
        _opening.Release();
        if (connection is not null)
            await connection.DisposeAsync().ConfigureAwait(false);
    }

    private static ConfigurationOptions Common(RedisStorageOptions options)
    {
        var configuration = ConfigurationOptions.Parse(options.ConnectionString);
        configuration.AbortOnConnectFail = true;
        // INFO and CONFIG GET count as administration; nothing else of it is used.
        configuration.AllowAdmin = true;
        configuration.HeartbeatInterval = Heartbeat;
        configuration.ReconnectRetryPolicy = new LinearRetry((int)Heartbeat.TotalMilliseconds);
        configuration.ClientName ??= "phantomparadox";
        return configuration;
    }

    private async Task<IConnectionMultiplexer> OpenAsync(CancellationToken cancellationToken)
    {
        await _opening.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (_connection is { } open)
                return open;

            var connection = await ConnectionMultiplexer.ConnectAsync(options).ConfigureAwait(false);
            try
            {
                await opened(connection).ConfigureAwait(false);
            }
            catch
            {
                await connection.DisposeAsync().ConfigureAwait(false);
                throw;
            }

            return _connection = connection;
        }
        finally
        {
            _opening.Release();
        }
    }
}
