using PhantomParadox.Redis;

namespace PhantomParadox.Cli;

/// <summary>A market that is kept in Redis.</summary>
internal sealed class RedisMarket(RedisStorage storage) : StoredMarket
{
    // A connection string may hold a password, which a command line shows to everybody on the machine.
    private const string FromEnvironment = "env:";

    public override ISnapshotStore Snapshots => storage.Snapshots;

    /// <summary>Names one; it connects when it is first read.</summary>
    /// <param name="connection">A StackExchange.Redis connection string, or <c>env:VARIABLE</c> for one that stands there.</param>
    /// <param name="market">Name of the market.</param>
    /// <exception cref="ArgumentException">There is no connection string, or the name is none.</exception>
    public static RedisMarket At(string connection, string market)
    {
        var text = connection.StartsWith(FromEnvironment, StringComparison.Ordinal)
            ? Environment.GetEnvironmentVariable(connection[FromEnvironment.Length..]) ?? ""
            : connection;
        if (string.IsNullOrWhiteSpace(text))
            throw new ArgumentException($"--redis is '{connection}', and there is no connection string.");
        // What is only read can be lost here no more than it is.
        return new(new RedisStorage(new RedisStorageOptions { ConnectionString = text, Market = market, AcceptLoss = true }));
    }

    public override async ValueTask<(JournalHead Head, long TrimmedTo)> ReadEndAsync(CancellationToken cancellationToken)
    {
        var head = await storage.Journal.ReadHeadAsync(cancellationToken).ConfigureAwait(false);
        // Nothing is removed by 0; it answers how far removal went before.
        return (head, await storage.Journal.TrimAsync(0, cancellationToken).ConfigureAwait(false));
    }

    public override IAsyncEnumerable<ReadOnlyMemory<byte>> ReadJournalAsync(long from, CancellationToken cancellationToken) =>
        storage.Journal.ReadAsync(from, cancellationToken);

    public override ValueTask DisposeAsync() => storage.DisposeAsync();
}
