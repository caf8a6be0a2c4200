using StackExchange.Redis;

namespace PhantomParadox.Redis.Journal;

/// <content>Appending, and finding out what became of an append whose reply was lost.</content>
internal sealed partial class RedisJournal
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(500);

    // How the server refuses an entry that wouldn't be the stream's last.
    private const string IdNotAbove = "equal or smaller than the target stream top item";

    // Below every length that can follow.
    private const long Uncounted = -2;

    // Passing states of a server: it did nothing, and will answer in a while.
    private static readonly string[] PassingErrors = ["LOADING", "BUSY", "TRYAGAIN", "MASTERDOWN", "CLUSTERDOWN", "NOSCRIPT"];

    public async ValueTask<long> AppendAsync(EncodedBatch batch, Epoch epoch, long after, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(batch.Count, 1, nameof(batch));
        ThrowIfFailed();
        try
        {
            return await AppendOnceAsync(batch, epoch, after, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception lost) when (lost is RedisException or TimeoutException)
        {
            throw Fail($"Unknown whether Redis did append positions {batch.FirstPosition} to {batch.LastPosition}.", lost);
        }
    }

    private async Task<long> AppendOnceAsync(EncodedBatch batch, Epoch epoch, long after, CancellationToken cancellationToken)
    {
        var database = await _link.GetAsync(cancellationToken).ConfigureAwait(false);
        RecheckNowAndThen(database);
        var head = _known ?? (await ReadStreamAsync(database).ConfigureAwait(false)).Link;
        if (head.Id.Last != after || batch.FirstPosition != after + 1)
            head = await FindHeadAsync(database, batch, epoch, after).ConfigureAwait(false);

        cancellationToken.ThrowIfCancellationRequested();
        var own = new ChainLink(new EntryId(batch.LastPosition, batch.Count), batch.Hash.ToArray());
        var ((added, length), retried) = await SendAsync(
            $"append positions {own.Id.First} to {own.Id.Last}", to => AddAsync(to, epoch, head, own, batch.Bytes)).ConfigureAwait(false);

        if (added == Added.Entry)
        {
            if (length != Volatile.Read(ref _length) + 1)
                await AssertFollowsAsync(database, head, own, length).ConfigureAwait(false);
        }
        // The reply to an earlier try was lost; another writer may have followed since.
        else if (!retried || !await HoldsAsync(own).ConfigureAwait(false))
            await RefuseAsync(database, added, epoch, after).ConfigureAwait(false);

        Volatile.Write(ref _length, length);
        Volatile.Write(ref _known, own);
        return own.Id.Last;
    }

    private async Task RefuseAsync(IDatabase database, Added added, Epoch epoch, long after)
    {
        // Throws where the journal went back.
        var actual = await ReadStreamAsync(database).ConfigureAwait(false);
        if (actual.Epoch != epoch)
            throw new JournalFencedException(actual.Epoch);
        if (added == Added.NothingWithoutStream)
            throw Fail($"The journal's stream is not there any more: '{_keys.Journal(EpochRecord.TermOf(epoch))}'. Nothing was kept.");
        Volatile.Write(ref _known, actual.Link);
        throw new JournalConflictException(after, actual.Link.Id.Last);
    }

    // The server takes any id that is above the last one; whether the entry before is the one that this writer means, it can't say. Where the
    // stream isn't one longer than it was, for which trimming is the usual reason, somebody has to look.
    private async Task AssertFollowsAsync(IDatabase database, ChainLink head, ChainLink own, long length)
    {
        var between = (RedisResult[])(await AskAsync(database, JournalScripts.Between, [head.Id.ToString(), own.Id.ToString()]).ConfigureAwait(false))[1]!;
        var follows = between.Length switch
        {
            2 => (string?)between[0] == head.Id.ToString() && ((byte[])between[1]!).AsSpan().SequenceEqual(head.Hash),
            // Before the first entry there is none, and trimming leaves the last.
            0 => head.Id == EntryId.None || length == 1,
            _ => false,
        };
        if (follows)
            return;
        var stream = await ReadStreamAsync(database, head.Id).ConfigureAwait(false);
        throw Fail(WentBack(
            head.Id, stream, "as this process knows", $"Positions {own.Id.First} to {own.Id.Last} stand behind the gap and were not acknowledged"));
    }

    // In one packet: how long the stream is tells whether entries are gone that this writer knows, at the cost of a number.
    private async Task<(Added Added, long Length)> AddAsync(
        IDatabase database, Epoch epoch, ChainLink head, ChainLink own, ReadOnlyMemory<byte> batch)
    {
        var stream = _keys.Journal(EpochRecord.TermOf(epoch));
        var both = database.CreateBatch();
        var adding = both.StreamAddAsync(
            stream,
            [new NameValueEntry("h", own.Hash), new NameValueEntry("p", head.Hash), new NameValueEntry("b", batch)],
            new StreamAddOptions { MessageId = own.Id.ToString(), CreateStream = false },
            CommandFlags.DemandMaster);
        var counting = both.StreamLengthAsync(stream, CommandFlags.DemandMaster);
        both.Execute();
        // Its reply comes behind the other's: so this waits once.
        await ((Task)counting).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        try
        {
            var id = await adding.ConfigureAwait(false);
            if (id.IsNull)
                return (Added.NothingWithoutStream, Uncounted);
            return (Added.Entry, counting.IsCompletedSuccessfully ? await counting.ConfigureAwait(false) : Uncounted);
        }
        catch (RedisServerException refused) when (refused.Message.Contains(IdNotAbove, StringComparison.Ordinal))
        {
            return (Added.NothingBehindTop, Uncounted);
        }
    }

    // The writer says another end than this instance knows: the server decides.
    private async Task<ChainLink> FindHeadAsync(IDatabase database, EncodedBatch batch, Epoch epoch, long after)
    {
        var head = await ReadStreamAsync(database).ConfigureAwait(false);
        if (head.Epoch != epoch)
            throw new JournalFencedException(head.Epoch);
        if (head.Link.Id.Last != after || batch.FirstPosition != after + 1)
            throw new JournalConflictException(after, head.Link.Id.Last);
        return head.Link;
    }

    private async Task<bool> HoldsAsync(ChainLink own)
    {
        var database = await _link.GetAsync(CancellationToken.None).ConfigureAwait(false);
        return (await ReadStreamAsync(database, own.Id).ConfigureAwait(false)).Asked.AsSpan().SequenceEqual(own.Hash);
    }

    /// <summary>
    /// Sends a request until it is answered by a server that is checked. It may be done twice: the second time finds what the first did and says so.
    /// </summary>
    /// <returns>The answer, and whether an earlier try may have had an effect.</returns>
    /// <exception cref="IOException">It is unknown whether it had an effect, or the server refused it.</exception>
    private async Task<(T Reply, bool Retried)> SendAsync<T>(string what, Func<IDatabase, Task<T>> send)
    {
        var retried = false;
        var since = 0L;
        for (var wait = FirstWait; ; wait = wait * 2 < LongestWait ? wait * 2 : LongestWait)
        {
            Exception fault;
            try
            {
                var database = await _link.GetAsync(CancellationToken.None).ConfigureAwait(false);
                if (!IsChecked(database))
                    await RecheckAsync(database).ConfigureAwait(false);
                var reply = await send(database).ConfigureAwait(false);
                if (IsChecked(database))
                    return (reply, retried);
                // Answered perhaps by a server that nobody has looked at: it is asked again once somebody has.
                retried = true;
                continue;
            }
            catch (RedisServerException refused) when (IsPassing(refused))
            {
                fault = refused;
            }
            catch (RedisServerException refused) when (!retried)
            {
                throw Fail($"Redis refused to {what}: {refused.Message} Nothing was kept.", refused);
            }
            catch (Exception lost) when (lost is RedisException or TimeoutException)
            {
                fault = lost;
                retried = true;
            }
            catch (RedisSettingsException refused)
            {
                throw Fail($"{(retried ? "Unknown whether Redis did" : "Redis was not asked to")} {what}: it was restarted. {refused.Message}", refused);
            }

            since = since == 0 ? _time.GetTimestamp() : since;
            if (_time.GetElapsedTime(since) >= _resolveTimeout)
                throw Fail($"Unknown whether Redis did {what}: it has not answered for {_resolveTimeout}.", fault);
            await Task.Delay(wait, _time).ConfigureAwait(false);
        }
    }

    private static bool IsPassing(RedisServerException refused) =>
        Array.Exists(PassingErrors, word => refused.Message.StartsWith(word, StringComparison.Ordinal));

    private enum Added
    {
        /// <summary>The entry.</summary>
        Entry,

        /// <summary>Nothing: there is no stream of the epoch's name.</summary>
        NothingWithoutStream,

        /// <summary>Nothing: the stream has an entry at that position or behind it.</summary>
        NothingBehindTop,
    }
}
