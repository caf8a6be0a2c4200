using System.Globalization;
using PhantomParadox.Redis.Connection;
using StackExchange.Redis;

namespace PhantomParadox.Redis.Journal;

/// <summary>
/// The journal in a stream: one entry a commit, added by the plain command. The stream is called after the epoch, and each term renames it: who
/// writes under another epoch finds no stream, and the server refuses an id that isn't above the last one's.
/// </summary>
/// <remarks>
/// Source of the scripts and of the conditions under which it promises anything: <see href="https://redis.io/docs/latest/develop/programmability/eval-intro/"/>
/// and <see href="https://redis.io/docs/latest/operate/oss_and_stack/management/persistence/"/>.
/// </remarks>
internal sealed partial class RedisJournal : IJournal
{
    // A setting can be changed while the server runs.
    private static readonly TimeSpan CheckInterval = TimeSpan.FromSeconds(30);

    private readonly RedisKeys _keys;
    private readonly ServerCheck _check;
    private readonly RedisLink _link;
    private readonly TimeProvider _time;
    private readonly TimeSpan _resolveTimeout;
    private readonly Func<IDatabase, long> _socketsOf;

    // The furthest entry that this process knows to be durable: what Redis must never go back behind.
    private ChainLink? _known;
    private volatile IOException? _failure;

    // The term by whose name this instance knows the stream.
    private volatile string _term = EpochRecord.None.Term;

    // As many sockets were made when the server was last checked; with another one it may be another server, or the same with other settings.
    private long _checkedSockets;

    // Entries in the stream after the last append.
    private long _length = Uncounted;
    private long _checked;

    /// <summary>Makes a journal; it connects later.</summary>
    /// <param name="options">Where it is.</param>
    /// <param name="check">Looks at the server, and at the one behind each new socket.</param>
    /// <param name="time">What timeouts are counted by.</param>
    /// <param name="socketsOf">How many sockets were made for a connection so far. Default: as its client counts them.</param>
    public RedisJournal(RedisStorageOptions options, ServerCheck check, TimeProvider time, Func<IDatabase, long>? socketsOf = null)
    {
        _socketsOf = socketsOf ?? (static database => database.Multiplexer.GetCounters().Interactive.SocketCount);
        _keys = new RedisKeys(options.Market);
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
        var (reply, retried) = await SendAsync("begin a term", database => BeginAsync(database, epoch)).ConfigureAwait(false);
        switch (Word(reply, 0))
        {
            case "OK":
                break;
            case "FENCED":
                var present = EpochRecord.Parse(Word(reply, 1)).Epoch;
                // The reply to an earlier try was lost, and nobody else draws this nonce.
                if (!retried || present != epoch)
                    throw new JournalFencedException(present);
                break;
            case var said:
                var why = said == "GONE" ? "the journal's stream is not there any more" : "there is a key of the name that its stream would get";
                throw Fail($"Redis began no term: {why}. Something else writes the journal's keys; nothing was written.");
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
        (long)(await AskAsync(database, JournalScripts.Trim, [below, how]).ConfigureAwait(false))[1];

    private Task<RedisResult> BeginAsync(IDatabase database, Epoch epoch) =>
        AskAsync(database, JournalScripts.BeginEpoch, [EpochText.Of(epoch)], EpochRecord.TermOf(epoch));

    /// <summary>Runs a script on the stream, by whatever name it has now.</summary>
    /// <param name="database">Where.</param>
    /// <param name="script">One of <see cref="JournalScripts"/>.</param>
    /// <param name="arguments">Its arguments behind the term.</param>
    /// <param name="next">A further term whose stream it names; null for none.</param>
    private async Task<RedisResult> AskAsync(IDatabase database, string script, RedisValue[] arguments, string? next = null)
    {
        while (true)
        {
            var term = _term;
            RedisKey[] keys = next is null ? [_keys.Journal(term), _keys.Epoch] : [_keys.Journal(term), _keys.Epoch, _keys.Journal(next)];
            var reply = await database.ScriptEvaluateAsync(script, keys, [term, .. arguments], CommandFlags.DemandMaster).ConfigureAwait(false);
            if (Word(reply, 0) != "MOVED")
                return reply;
            _term = EpochRecord.Parse(Word(reply, 1)).Term;
        }
    }

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
        // Counted before it is asked: where another socket takes over meanwhile, it isn't the one that was checked.
        var sockets = _socketsOf(database);
        await _check.RunAsync(database).ConfigureAwait(false);
        await ReadStreamAsync(database).ConfigureAwait(false);
        Volatile.Write(ref _checkedSockets, sockets);
        Volatile.Write(ref _checked, _time.GetTimestamp());
    }

    // A socket is counted before anything is sent over it, and none outlives the server's run. So what was answered while the number stayed
    // was answered by the run that was checked.
    private bool IsChecked(IDatabase database) => _socketsOf(database) == Volatile.Read(ref _checkedSockets);

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
        var head = StreamHead.Of(await AskAsync(database, JournalScripts.Head, [id.ToString()]).ConfigureAwait(false));
        if (head.Newest.Last > head.Link.Id.Last)
            throw Fail(WentBack(head.Newest, head, "by its own record"));
        if (head.Recorded is { } recorded && !head.Follows(recorded, head.AtRecorded))
            throw Fail(WentBack(recorded.Id, head, "by its own record"));
        if (asked is null && known is not null && !head.Follows(known, head.Asked))
            throw Fail(WentBack(known.Id, head, "as this process knows"));
        if (known is null)
            Interlocked.CompareExchange(ref _known, head.Link, null);
        return head;
    }

    private static string WentBack(EntryId earlier, StreamHead head, string when, string written = "Nothing was written") => string.Create(
        CultureInfo.InvariantCulture,
        $"The journal in Redis went back: it held position {earlier.Last} {when}, and now it ends at {head.Link.Id.Last}"
        + $"{(head.Link.Id.Last >= earlier.Last ? " with other batches" : "")}. Acknowledged events are lost there. {written}; "
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
