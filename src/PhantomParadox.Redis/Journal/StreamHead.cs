using StackExchange.Redis;

namespace PhantomParadox.Redis.Journal;

/// <summary>What the server said about both ends of the stream.</summary>
internal sealed record StreamHead
{
    public required Epoch Epoch { get; init; }

    /// <summary>The last entry, or none.</summary>
    public required ChainLink Link { get; init; }

    /// <summary>The first entry that is still kept, or none.</summary>
    public required EntryId First { get; init; }

    /// <summary>The newest entry that there ever was, also where it was removed since.</summary>
    public required EntryId Newest { get; init; }

    /// <summary>Hash of the entry that was asked for; empty where it isn't there.</summary>
    public required byte[] Asked { get; init; }

    /// <summary>An entry that there was by the epoch's key; null before the first term.</summary>
    public required ChainLink? Recorded { get; init; }

    /// <summary>Hash of the entry at <see cref="Recorded"/>; empty where it isn't there.</summary>
    public required byte[] AtRecorded { get; init; }

    public static StreamHead Of(RedisResult reply)
    {
        var parts = (RedisResult[])reply!;
        var epoch = EpochRecord.Parse((string)parts[1]!);
        var last = (string)parts[2]!;
        var first = (string)parts[4]!;
        var newest = (string)parts[5]!;
        return new StreamHead
        {
            Epoch = epoch.Epoch,
            Link = last.Length == 0 ? ChainLink.None : new ChainLink(EntryId.Parse(last), HashOf(parts[3])),
            First = first.Length == 0 ? EntryId.None : EntryId.Parse(first),
            Newest = newest.Length == 0 ? EntryId.None : EntryId.Parse(newest),
            Asked = (byte[])parts[6]!,
            Recorded = epoch.Head,
            AtRecorded = (byte[])parts[7]!,
        };
    }

    /// <summary>Whether the stream still has all that it had at a link, other than what was trimmed. <paramref name="found"/> is the hash there now.</summary>
    public bool Follows(ChainLink earlier, ReadOnlySpan<byte> found)
    {
        if (earlier.Id == EntryId.None)
            return true;
        if (Link.Id.Last < earlier.Id.Last)
            return false;
        // Trimmed, and something stands behind it.
        return First.First > earlier.Id.Last || found.SequenceEqual(earlier.Hash);
    }

    private static byte[] HashOf(RedisResult reply) => (byte[])reply! is { Length: 32 } hash
        ? hash
        : throw new JournalCorruptException("The last entry of the stream has no hash; no journal wrote it.");
}
