using System.Globalization;
using PhantomParadox.Redis.Connection;
using StackExchange.Redis;

namespace PhantomParadox.Redis.Journal;

/// <summary>The journal in a stream: one entry a commit, appended by one transaction that compares epoch and head.</summary>
/// <remarks>
/// Source of the scripts and of the conditions under which it promises anything: <see href="https://redis.io/docs/latest/develop/programmability/eval-intro/"/>
/// and <see href="https://redis.io/docs/latest/operate/oss_and_stack/management/persistence/"/>.
/// </remarks>
internal sealed partial class RedisJournal : IJournal
{
    // A setting can be changed while the server runs.
    private static readonly TimeSpan CheckInterval = TimeSpan.FromSeconds(30);

    private readonly RedisKey[] _keys;
    private readonly ServerCheck _check;
    private readonly RedisLink _link;
    private readonly TimeProvider _time;
    private readonly TimeSpan _resolveTimeout;

    // The furthest entry that this process knows to be durable: what Redis must never go back behind.
    private ChainLink? _known;
    private volatile string _runId = "";
    private volatile IOException? _failure;
    private long _checked;

    public RedisJournal(RedisStorageOptions options, ServerCheck check, TimeProvider time)
    {
        var keys = new RedisKeys(options.Market);
        _keys = [keys.Journal, keys.Epoch, keys.Gate];
        _check = check;
        _time = time;
        _resolveTimeout = options.ResolveTimeout;
        _link = new RedisLink(RedisLink.ForJournal(options), OnOpenedAsync);
    }

    public async ValueTask<JournalHead> ReadHeadAsync(CancellationToken cancellationToken)
    {
        var database = await _link.GetAsync(cancellationToken).ConfigureAwait(false);
        var head = await ReadStreamAsync(database).ConfigureAwait(false);
        return new JournalHead(head.Link.Id.Last, head.Link.Hash, head.Epoch);
    }

    public async ValueTask<JournalHead> BeginEpochAsync(Epoch epoch, CancellationToken cancellationToken)
    {
        ThrowIfFailed();
        await _link.GetAsync(cancellationToken).ConfigureAwait(false);
        Task<RedisResult> BeginAsync(IDatabase database) =>
            database.ScriptEvaluateAsync(JournalScripts.BeginEpoch, _keys, [_runId, EpochText.Of(epoch)], CommandFlags.DemandMaster);
        var (reply, retried) = await SendAsync("begin a term", BeginAsync).ConfigureAwait(false);
        if (Word(reply, 0) == "FENCED")
        {
            var present = EpochText.Parse(Word(reply, 1));
            // The reply to an earlier try was lost, and nobody else draws this nonce.
            if (!retried || present != epoch)
                throw new JournalFencedException(present);
        }

        return await ReadHeadAsync(CancellationToken.None).ConfigureAwait(false);
    }

    public async ValueTask<long> TrimAsync(long position, CancellationToken cancellationToken)
    {
        var database = await _link.GetAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (position > 0)
            {
                var below = (Math.Min(position, long.MaxValue - 1) + 1).ToString(CultureInfo.InvariantCulture);
                while (await TrimAsync(database, below, "~").ConfigureAwait(false) > 0)
                    cancellationToken.ThrowIfCancellationRequested();
                await TrimAsync(database, below, "=").ConfigureAwait(false);
            }

            var first = (await ReadStreamAsync(database).ConfigureAwait(false)).First;
            return first == EntryId.None ? 0 : first.First - 1;
        }
        catch (Exception fault) when (fault is RedisException or TimeoutException)
        {
            // Nothing depends on it: what is left goes with the next trimming, and appends go on.
            throw new IOException($"Redis did not trim the journal up to position {position}; what was removed until then stays removed.", fault);
        }
    }

    /// <summary>Why this journal takes nothing more; null while it does.</summary>
    public string? Failure => _failure?.Message;

    /// <summary>Connects and checks the server, where that hasn't happened.</summary>
    public async ValueTask OpenAsync(CancellationToken cancellationToken) => await _link.GetAsync(cancellationToken).ConfigureAwait(false);

    public ValueTask DisposeAsync() => _link.DisposeAsync();

    private static string Word(RedisResult reply, int at) => (string?)reply[at] ?? "";

    private async Task<long> TrimAsync(IDatabase database, string below, string how) =>
        (long)await database.ScriptEvaluateAsync(JournalScripts.Trim, _keys, [below, how], CommandFlags.DemandMaster).ConfigureAwait(false);

    private async Task OnOpenedAsync(IConnectionMultiplexer connection)
    {
        await RecheckAsync(connection.GetDatabase()).ConfigureAwait(false);
        connection.ConnectionRestored += (_, restored) =>
        {
            if (restored.ConnectionType == ConnectionType.Interactive)
                _ = RecheckBesideAsync(connection.GetDatabase());
        };
    }

    private async Task RecheckBesideAsync(IDatabase database)
    {
        try
        {
            await RecheckAsync(database).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // Whatever is wrong is kept for the next append, which looks again by itself if need be.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            if (fault is RedisSettingsException)
                Fail(fault.Message, fault);
        }
    }

    private async Task RecheckAsync(IDatabase database)
    {
        var runId = await _check.RunAsync(database).ConfigureAwait(false);
        await ReadStreamAsync(database).ConfigureAwait(false);
        _runId = runId;
        Volatile.Write(ref _checked, _time.GetTimestamp());
    }

    // Beside the appends: whatever it finds stops the next one.
    private void RecheckNowAndThen(IDatabase database)
    {
        if (_time.GetElapsedTime(Volatile.Read(ref _checked)) < CheckInterval)
            return;
        Volatile.Write(ref _checked, _time.GetTimestamp());
        _ = RecheckBesideAsync(database);
    }

    // Every reading of the head is held against what is known.
    private async Task<StreamHead> ReadStreamAsync(IDatabase database, EntryId? asked = null)
    {
        var known = Volatile.Read(ref _known);
        var id = asked ?? known?.Id ?? EntryId.None;
        var head = StreamHead.Of(
            await database.ScriptEvaluateAsync(JournalScripts.Head, _keys, [id.ToString()], CommandFlags.DemandMaster).ConfigureAwait(false));
        if (head.Recorded is { } recorded && !head.Follows(recorded, head.AtRecorded))
            throw Fail(WentBack(recorded, head, "by its own record"));
        if (asked is null && known is not null && !head.Follows(known, head.Asked))
            throw Fail(WentBack(known, head, "as this process knows"));
        if (known is null)
            Interlocked.CompareExchange(ref _known, head.Link, null);
        return head;
    }

    private static string WentBack(ChainLink earlier, StreamHead head, string when) => string.Create(
        CultureInfo.InvariantCulture,
        $"The journal in Redis went back: it held position {earlier.Id.Last} {when}, and now it ends at {head.Link.Id.Last}"
        + $"{(head.Link.Id.Last >= earlier.Id.Last ? " with other batches" : "")}. Acknowledged events are lost there. Nothing was written; "
        + $"stop every writer and restore the newest copy of the append-only file.");

    private IOException Fail(string message, Exception? cause = null)
    {
        var failure = new IOException(message, cause);
        return Interlocked.CompareExchange(ref _failure, failure, null) ?? failure;
    }

    private void ThrowIfFailed()
    {
        if (_failure is { } failure)
            throw new IOException(failure.Message, failure);
    }
}
