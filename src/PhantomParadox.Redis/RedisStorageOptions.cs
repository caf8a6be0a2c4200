namespace PhantomParadox.Redis;

/// <summary>Where in Redis a market is kept, and what may be weaker than it should be.</summary>
/// <remarks>
/// Nothing acknowledged is ever lost on one primary of Redis 7.0 or later with <c>appendonly yes</c>, <c>appendfsync always</c>,
/// <c>no-appendfsync-on-rewrite no</c> and <c>maxmemory-policy noeviction</c>, restarted in place. Nothing is promised about a failover.
/// </remarks>
public sealed class RedisStorageOptions
{
    /// <summary>A StackExchange.Redis connection string, such as <c>localhost:6379,user=pp,password=…,ssl=true</c>. Required. It is never logged.</summary>
    public string ConnectionString { get; set; } = "";

    /// <summary>
    /// Name of the market: all its keys begin with <c>{pp:name}:</c>. Default <c>market</c>; 1 to 64 letters, digits, dots, dashes or
    /// underscores of ASCII.
    /// </summary>
    public string Market { get; set; } = "market";

    /// <summary>
    /// Whether to start on a server that may lose what was acknowledged. What is weak is named at start and in the health reply, and the
    /// promises drop to best effort. Default false: such a server is refused.
    /// </summary>
    public bool AcceptLoss { get; set; }

    /// <summary>
    /// Whether the operator vouches for <c>appendfsync always</c> and <c>no-appendfsync-on-rewrite no</c> on a server that forbids
    /// <c>CONFIG GET</c>. Not used where the server can be asked. Default false.
    /// </summary>
    public bool SettingsConfirmed { get; set; }

    /// <summary>How long a reply may take before it counts as lost. Default 5 s; 50 ms to 1 min.</summary>
    public TimeSpan ReplyTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How long the journal tries to find out what became of an append whose reply was lost, for instance while Redis restarts; then it
    /// gives up and the market stops. Default 30 s; 0 to 10 min.
    /// </summary>
    public TimeSpan ResolveTimeout { get; set; } = TimeSpan.FromSeconds(30);
}
