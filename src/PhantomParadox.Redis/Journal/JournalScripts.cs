namespace PhantomParadox.Redis.Journal;

/// <summary>
/// What the server does in one step. A script is not rolled back, so each checks first, and its first write is the only one that can be
/// refused. With <c>#!lua</c> the server refuses it before it begins where memory is full or writing is forbidden. KEYS are the stream, the
/// epoch and the gate.
/// </summary>
internal static class JournalScripts
{
    /// <summary>
    /// Opens the gate, which is the stream under another name; see <see cref="RedisJournal"/>. ARGV: run id, epoch, expected head, new head,
    /// both as the epoch's key holds them. Answers OK, RUN (the server was restarted since it was checked), FENCED and the epoch's key, HEAD
    /// and the head, or GATE where a key of that name was there. Where the market is new there is no stream to rename; a group makes one
    /// without an entry.
    /// </summary>
    public const string Open =
        """
        #!lua
        if not string.find(redis.call('INFO', 'server'), 'run_id:' .. ARGV[1], 1, true) then return {'RUN'} end
        local epoch = redis.call('GET', KEYS[2]) or ''
        if string.sub(epoch, 1, 53) ~= ARGV[2] then return {'FENCED', epoch} end
        local head = string.sub(epoch, 55)
        local none = string.sub(head, 1, 4) == '0-0:'
        if head ~= ARGV[3] or (redis.call('XLEN', KEYS[1]) == 0) ~= none then return {'HEAD', head} end
        if none and redis.call('EXISTS', KEYS[1]) == 0 then
          if redis.call('EXISTS', KEYS[3]) == 1 then return {'GATE'} end
          redis.call('XGROUP', 'CREATE', KEYS[3], 'new', '0', 'MKSTREAM')
          redis.call('XGROUP', 'DESTROY', KEYS[3], 'new')
        elseif redis.call('RENAMENX', KEYS[1], KEYS[3]) == 0 then
          return {'GATE'}
        end
        redis.call('SET', KEYS[2], ARGV[2] .. ':' .. ARGV[4])
        return {'OK'}
        """;

    /// <summary>
    /// Closes the gate where it is open. It never writes over a stream, and a full memory doesn't keep it from running.
    /// </summary>
    public const string Close =
        """
        #!lua flags=allow-oom
        if redis.call('EXISTS', KEYS[3]) == 1 then return redis.call('RENAMENX', KEYS[3], KEYS[1]) end
        return 0
        """;

    /// <summary>ARGV: id of the new entry. Needs what an append needs, and does nothing: for the server's reason to refuse one.</summary>
    public const string Ask =
        """
        #!lua
        if redis.call('EXISTS', KEYS[3]) == 0 then redis.call('XADD', KEYS[3], 'NOMKSTREAM', ARGV[1], 'b', '') end
        """;

    /// <summary>
    /// ARGV: run id, epoch. Answers OK, RUN, or FENCED and the epoch's key. Terms are compared as text of one width.
    /// </summary>
    public const string BeginEpoch =
        """
        #!lua
        if not string.find(redis.call('INFO', 'server'), 'run_id:' .. ARGV[1], 1, true) then return {'RUN'} end
        local epoch = redis.call('GET', KEYS[2]) or ''
        local term = epoch == '' and string.rep('0', 20) or string.sub(epoch, 1, 20)
        if term >= string.sub(ARGV[2], 1, 20) then return {'FENCED', epoch} end
        local last = redis.call('XREVRANGE', KEYS[1], '+', '-', 'COUNT', 1)[1]
        local id, hash = '0-0', string.rep('\0', 32)
        if last then id, hash = last[1], last[2][2] end
        hash = string.gsub(hash, '.', function(c) return string.format('%02x', string.byte(c)) end)
        redis.call('SET', KEYS[2], ARGV[2] .. ':' .. id .. ':' .. hash)
        return {'OK'}
        """;

    /// <summary>
    /// ARGV: an entry's id. Answers the epoch's key, id and hash of the head, id of the first entry, the hash of the entry that was asked
    /// for, and the hash of the entry that the epoch's key names; empty where there is none.
    /// </summary>
    public const string Head =
        """
        #!lua flags=no-writes
        local function hash(id)
          if not id or id == '' then return '' end
          local entry = redis.call('XRANGE', KEYS[1], id, id)[1]
          return entry and entry[2][2] or ''
        end
        local epoch = redis.call('GET', KEYS[2]) or ''
        local first = redis.call('XRANGE', KEYS[1], '-', '+', 'COUNT', 1)[1]
        local last = redis.call('XREVRANGE', KEYS[1], '+', '-', 'COUNT', 1)[1]
        local recorded = string.match(epoch, '^%d+:%x+:(%d+%-%d+):')
        return {epoch, last and last[1] or '', last and last[2][2] or '', first and first[1] or '', hash(ARGV[1]), hash(recorded)}
        """;

    /// <summary>ARGV: id to begin at, bytes. Answers entries until they have so many bytes, and one at least.</summary>
    public const string Page =
        """
        #!lua flags=no-writes
        local page, bytes, from = {}, 0, ARGV[1]
        repeat
          local entry = redis.call('XRANGE', KEYS[1], from, '+', 'COUNT', 1)[1]
          if not entry then break end
          page[#page + 1] = entry
          for i = 2, #entry[2], 2 do bytes = bytes + #entry[2][i] end
          from = '(' .. entry[1]
        until bytes >= tonumber(ARGV[2]) or #page == 1000
        return page
        """;

    /// <summary>
    /// ARGV: the position below which to remove, and '~' or '='. With '~' only whole nodes of the stream go, and a bounded number at once.
    /// The last entry stays. Answers how many entries were removed.
    /// </summary>
    public const string Trim =
        """
        #!lua
        local last = redis.call('XREVRANGE', KEYS[1], '+', '-', 'COUNT', 1)[1]
        if not last then return 0 end
        local below = ARGV[1]
        local head = string.match(last[1], '^%d+')
        if #head < #below or (#head == #below and head < below) then below = head end
        if ARGV[2] == '~' then return redis.call('XTRIM', KEYS[1], 'MINID', '~', below .. '-0', 'LIMIT', 1000) end
        return redis.call('XTRIM', KEYS[1], 'MINID', '=', below .. '-0')
        """;
}
