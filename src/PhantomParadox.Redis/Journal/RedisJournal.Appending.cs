using StackExchange.Redis;

namespace PhantomParadox.Redis.Journal;

/// <content>Appending, and finding out what became of an append whose reply was lost.</content>
internal sealed partial class RedisJournal
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(500);

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
        var (reply, retried) = await SendAsync(
            $"append positions {own.Id.First} to {own.Id.Last}", to => SendThroughGateAsync(to, epoch, head, own, batch.Bytes)).ConfigureAwait(false);

        switch (Word(reply, 0))
        {
            case "OK":
                break;
            // The reply to an earlier try was lost; another writer may have followed since.
            case "FENCED" when retried && await HoldsAsync(own).ConfigureAwait(false):
            case "HEAD" when retried && Word(reply, 1) == own.Text && await HoldsAsync(own).ConfigureAwait(false):
                break;
            case "FENCED":
                // A server that forgot everything has no epoch either.
                await ReadStreamAsync(database).ConfigureAwait(false);
                throw new JournalFencedException(EpochText.Parse(Word(reply, 1)));
            default:
                // Throws where the journal went back.
                var actual = await ReadStreamAsync(database).ConfigureAwait(false);
                Volatile.Write(ref _known, actual.Link);
                throw new JournalConflictException(after, actual.Link.Id.Last);
        }

        Volatile.Write(ref _known, own);
        return own.Id.Last;
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
    /// Sends a request until it is answered. It may be done twice: the second time finds what the first did and says so. A server that was restarted
    /// since it was checked is checked again first.
    /// </summary>
    /// <returns>The answer, and whether an earlier try may have had an effect.</returns>
    /// <exception cref="IOException">It is unknown whether it had an effect, or the server refused it.</exception>
    private async Task<(RedisResult Reply, bool Retried)> SendAsync(string what, Func<IDatabase, Task<RedisResult>> send)
    {
        var retried = false;
        var since = 0L;
        for (var wait = FirstWait; ; wait = wait * 2 < LongestWait ? wait * 2 : LongestWait)
        {
            Exception fault;
            try
            {
                var database = await _link.GetAsync(CancellationToken.None).ConfigureAwait(false);
                var reply = await send(database).ConfigureAwait(false);
                if (Word(reply, 0) != "RUN")
                    return (reply, retried);
                await RecheckAsync(database).ConfigureAwait(false);
                continue;
            }
            catch (RedisServerException refused) when (IsPassing(refused))
            {
                fault = refused;
            }
            catch (RedisServerException aborted) when (IsAborted(aborted))
            {
                fault = aborted;
                retried = true;
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
                throw Fail($"Unknown whether Redis did {what}: it was restarted. {refused.Message}", refused);
            }

            since = since == 0 ? _time.GetTimestamp() : since;
            if (_time.GetElapsedTime(since) >= _resolveTimeout)
                throw Fail($"Unknown whether Redis did {what}: it has not answered for {_resolveTimeout}.", fault);
            await Task.Delay(wait, _time).ConfigureAwait(false);
        }
    }

    private static bool IsPassing(RedisServerException refused) =>
        Array.Exists(PassingErrors, word => refused.Message.StartsWith(word, StringComparison.Ordinal));
}
