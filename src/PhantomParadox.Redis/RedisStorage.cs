using Microsoft.Extensions.Options;
using PhantomParadox.Redis.Archive;
using PhantomParadox.Redis.Connection;
using PhantomParadox.Redis.Journal;
using PhantomParadox.Redis.Snapshots;

namespace PhantomParadox.Redis;

/// <summary>All that a market keeps, in one Redis: its journal, its snapshots and its archive.</summary>
/// <remarks>
/// It connects on first use, or by <see cref="OpenAsync"/>, and checks then, over every further connection and every 30 s that the
/// server can keep the promise; see <see cref="RedisStorageOptions"/>. Use one instance for a market and a process. All members may be
/// called from any thread; appends come from the market's one writer.
/// </remarks>
public sealed class RedisStorage : IStorageStatus, IAsyncDisposable
{
    private readonly ServerCheck _check;
    private readonly RedisJournal _journal;
    private readonly RedisLink _bulk;

    /// <summary>Makes a storage; it connects later.</summary>
    /// <param name="options">Where it is and what may be weaker than it should be. Don't change them afterwards.</param>
    /// <param name="time">What timeouts are counted by. Default: the system's clock.</param>
    /// <exception cref="OptionsValidationException">A value is outside its range.</exception>
    public RedisStorage(RedisStorageOptions options, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        var validated = new RedisStorageOptionsValidator().Validate(null, options);
        if (validated.Failed)
            throw new OptionsValidationException(nameof(RedisStorageOptions), typeof(RedisStorageOptions), validated.Failures);

        _check = new ServerCheck(options);
        _journal = new RedisJournal(options, _check, time ?? TimeProvider.System);
        _bulk = new RedisLink(RedisLink.ForBulk(options), connection => _check.RunAsync(connection.GetDatabase()));
        Snapshots = new RedisSnapshotStore(options, _bulk);
        Archive = new RedisArchive(options, _bulk);
    }

    /// <summary>
    /// The journal. An append whose reply is lost is looked for until <see cref="RedisStorageOptions.ResolveTimeout"/>; where that finds
    /// nothing out, or Redis went back behind what was acknowledged, it fails with an <see cref="IOException"/> that says so, and takes
    /// nothing more until a new storage is made.
    /// </summary>
    public IJournal Journal => _journal;

    /// <summary>The snapshots.</summary>
    public ISnapshotStore Snapshots { get; }

    /// <summary>The archive.</summary>
    public IArchive Archive { get; }

    /// <inheritdoc/>
    public StorageStatus Status => _journal.Failure is { } failure
        ? _check.Status with { Durable = false, Weaknesses = [failure, .. _check.Status.Weaknesses] }
        : _check.Status;

    /// <summary>Connects and checks the server.</summary>
    /// <param name="cancellationToken">Gives up waiting for another opening.</param>
    /// <exception cref="RedisSettingsException">The server may lose what it acknowledges and that isn't accepted, or it can't be used.</exception>
    /// <exception cref="StackExchange.Redis.RedisConnectionException">The server can't be reached.</exception>
    /// <exception cref="IOException">The journal went back behind what was acknowledged.</exception>
    public async ValueTask OpenAsync(CancellationToken cancellationToken = default)
    {
        await _journal.OpenAsync(cancellationToken).ConfigureAwait(false);
        await _bulk.GetAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Closes its connections; an append that waits for its outcome fails.</summary>
    public async ValueTask DisposeAsync()
    {
        await _journal.DisposeAsync().ConfigureAwait(false);
        await _bulk.DisposeAsync().ConfigureAwait(false);
    }
}
