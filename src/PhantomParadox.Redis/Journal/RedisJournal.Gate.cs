using StackExchange.Redis;

namespace PhantomParadox.Redis.Journal;

/// <content>
/// The append as one transaction: a script that checks and gives the stream the gate's name, the plain command that adds to the gate, and a
/// script that gives the stream its name back. A script hashes and copies all that it is told; so it is not told the batch. Where the first
/// one refuses or fails there is no gate, and the command adds nothing.
/// </content>
internal sealed partial class RedisJournal
{
    // The server took no transaction, and doesn't say why in that reply; or it never began one.
    private static readonly string[] AbortedErrors = ["EXECABORT", "ERR EXEC without MULTI"];

    private async Task<RedisResult> SendThroughGateAsync(
        IDatabase database, Epoch epoch, ChainLink head, ChainLink own, ReadOnlyMemory<byte> batch)
    {
        var transaction = database.CreateTransaction();
        var opening = RunAsync(transaction, JournalScripts.Open, _runId, EpochText.Of(epoch), head.Text, own.Text);
        var adding = transaction.StreamAddAsync(
            _keys[2],
            [new NameValueEntry("h", own.Hash), new NameValueEntry("p", head.Hash), new NameValueEntry("b", batch)],
            new StreamAddOptions { MessageId = own.Id.ToString(), CreateStream = false },
            CommandFlags.DemandMaster);
        var closing = RunAsync(transaction, JournalScripts.Close);
        try
        {
            if (!await transaction.ExecuteAsync(CommandFlags.DemandMaster).ConfigureAwait(false))
                throw Astray(own, "it did not run the transaction", null);
        }
        catch (RedisServerException aborted) when (IsAborted(aborted))
        {
            await RunAsync(database, JournalScripts.Ask, own.Id.ToString()).ConfigureAwait(false);
            throw;
        }

        RedisValue added;
        try
        {
            added = await adding.ConfigureAwait(false);
            await closing.ConfigureAwait(false);
        }
        catch (RedisServerException fault)
        {
            throw Astray(own, fault.Message, fault);
        }

        try
        {
            var reply = await opening.ConfigureAwait(false);
            return (Word(reply, 0), added.IsNull) switch
            {
                ("OK", false) when added == own.Id.ToString() => reply,
                ("RUN" or "FENCED" or "HEAD", true) => reply,
                (var said, _) => throw Astray(own, $"it said {said}, and {(added.IsNull ? "nothing" : added)} was added", null),
            };
        }
        catch (RedisServerException fault) when (!added.IsNull)
        {
            throw Astray(own, fault.Message, fault);
        }
    }

    // By its text: a server that was restarted knows no script by its hash, and within a transaction that can't be made good.
    private Task<RedisResult> RunAsync(IDatabaseAsync database, string script, params ReadOnlySpan<RedisValue> arguments)
    {
        var all = new object[2 + _keys.Length + arguments.Length];
        (all[0], all[1]) = (script, _keys.Length);
        for (var i = 0; i < _keys.Length; i++)
            all[2 + i] = _keys[i];
        for (var i = 0; i < arguments.Length; i++)
            all[2 + _keys.Length + i] = arguments[i];
        return database.ExecuteAsync("EVAL", all, CommandFlags.DemandMaster);
    }

    private static bool IsAborted(RedisServerException refused) =>
        Array.Exists(AbortedErrors, words => refused.Message.StartsWith(words, StringComparison.Ordinal));

    private IOException Astray(ChainLink own, string said, Exception? cause) => Fail(
        $"Redis did not append positions {own.Id.First} to {own.Id.Last} as it was told: {said}. Something else writes the journal's keys, of "
        + $"which '{_keys[2]}' is never there after an append. It is unknown whether anything was kept; stop every writer and look.", cause);
}
