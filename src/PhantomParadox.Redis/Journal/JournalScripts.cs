namespace PhantomParadox.Redis.Journal;

/// <summary>
/// What the server does in one step. A script is not rolled back, so each checks first, and its first write is the only one that can be
/// refused. With <c>#!lua</c> the server refuses it before it begins where memory is full or writing is forbidden.
/// </summary>
/// <remarks>
/// KEYS are the stream, as it is called in the term that the caller knows, and the epoch's key. ARGV begins with that term. Where another
/// one has begun, each answers MOVED and what the epoch's key holds.
/// </remarks>
internal static class JournalScripts
{
    /// <summary>
    /// More KEYS: the stream as it will be called. ARGV: epoch. Answers OK, or FENCED, or GONE where the stream isn't there though entries
    /// were, or TAKEN where there is a key of the new name. Terms are compared as text of one width. Where the market is new there is no
    /// stream to rename; a group makes one without an entry, for appends make none.
    /// </summary>
    public const string BeginEpoch =
        Known + """
        local term = string.match(epoch, '%d+') or string.rep('0', 20)
        if term >= string.sub(ARGV[2], 1, 20) then return {'FENCED', epoch} end
        if redis.call('EXISTS', KEYS[3]) == 1 then return {'TAKEN'} end
        local last = redis.call('XREVRANGE', KEYS[1], '+', '-', 'COUNT', 1)[1]
        local id, hash = '0-0', string.rep('\0', 32)
        if last then id, hash = last[1], last[2][2] end
        if redis.call('EXISTS', KEYS[1]) == 1 then
          redis.call('RENAME', KEYS[1], KEYS[3])
        elseif (string.match(epoch, ':(%d+%-%d+):') or '0-0') ~= '0-0' then
          return {'GONE'}
        else
          redis.call('XGROUP', 'CREATE', KEYS[3], 'new', '0', 'MKSTREAM')
          redis.call('XGROUP', 'DESTROY', KEYS[3], 'new')
        end
        hash = string.gsub(hash, '.', function(c) return string.format('%02x', string.byte(c)) end)
        redis.call('SET', KEYS[2], 'named:' .. ARGV[2] .. ':' .. id .. ':' .. hash)
        return {'OK'}
        """;

    /// <summary>
    /// ARGV: an entry's id. Answers OK, the epoch's key, id and hash of the head, id of the first entry, the newest id that there ever was, the hash
    /// of the entry that was asked for, and the hash of the entry that the epoch's key names; empty where there is none.
    /// </summary>
    public const string Head =
        KnownOnlyReading + """
        local function hash(id)
          if not id or id == '' then return '' end
          local entry = redis.call('XRANGE', KEYS[1], id, id)[1]
          return entry and entry[2][2] or ''
        end
        local newest = ''
        if redis.call('EXISTS', KEYS[1]) == 1 then
          local facts = redis.call('XINFO', 'STREAM', KEYS[1])
          for i = 1, #facts, 2 do
            if facts[i] == 'last-generated-id' then newest = facts[i + 1] end
          end
        end
        local first = redis.call('XRANGE', KEYS[1], '-', '+', 'COUNT', 1)[1]
        local last = redis.call('XREVRANGE', KEYS[1], '+', '-', 'COUNT', 1)[1]
        return {'OK', epoch, last and last[1] or '', last and last[2][2] or '', first and first[1] or '', newest,
          hash(ARGV[2]), hash(string.match(epoch, ':(%d+%-%d+):'))}
        """;

    /// <summary>
    /// ARGV: ids of two entries. Answers OK and id and hash of the entries from the first one to before the second, two at most.
    /// </summary>
    public const string Between =
        KnownOnlyReading + """
        local links = {}
        for _, entry in ipairs(redis.call('XRANGE', KEYS[1], ARGV[2], '(' .. ARGV[3], 'COUNT', 2)) do
          links[#links + 1] = entry[1]
          links[#links + 1] = entry[2][2]
        end
        return {'OK', links}
        """;

    /// <summary>ARGV: id to begin at, bytes. Answers OK and entries until they have so many bytes, and one at least.</summary>
    public const string Page =
        KnownOnlyReading + """
        local page, bytes, from = {}, 0, ARGV[2]
        repeat
          local entry = redis.call('XRANGE', KEYS[1], from, '+', 'COUNT', 1)[1]
          if not entry then break end
          page[#page + 1] = entry
          for i = 2, #entry[2], 2 do bytes = bytes + #entry[2][i] end
          from = '(' .. entry[1]
        until bytes >= tonumber(ARGV[3]) or #page == 1000
        return {'OK', page}
        """;

    /// <summary>
    /// ARGV: the position below which to remove, and '~' or '='. With '~' only whole nodes of the stream go, and a bounded number at once.
    /// The last entry stays. Answers OK and how many entries were removed.
    /// </summary>
    public const string Trim =
        Known + """
        local last = redis.call('XREVRANGE', KEYS[1], '+', '-', 'COUNT', 1)[1]
        if not last then return {'OK', 0} end
        local below = ARGV[2]
        local head = string.match(last[1], '^%d+')
        if #head < #below or (#head == #below and head < below) then below = head end
        if ARGV[3] == '~' then return {'OK', redis.call('XTRIM', KEYS[1], 'MINID', '~', below .. '-0', 'LIMIT', 1000)} end
        return {'OK', redis.call('XTRIM', KEYS[1], 'MINID', '=', below .. '-0')}
        """;

    private const string Compare =
        """
        local epoch = redis.call('GET', KEYS[2]) or ''
        if epoch ~= ARGV[1] and (ARGV[1] == '' or string.sub(epoch, 1, #ARGV[1]) ~= ARGV[1]) then return {'MOVED', epoch} end

        """;

    private const string Known =
        """
        #!lua

        """ + Compare;

    private const string KnownOnlyReading =
        """
        #!lua flags=no-writes

        """ + Compare;
}
