using StackExchange.Redis;

namespace PhantomParadox.Redis.Archive;

/// <summary>A record as the archive finds it.</summary>
/// <param name="Id">Its id, 16 bytes.</param>
/// <param name="Ordinal">What lists are ordered by; exact as the score of a sorted set, since it is far below 2^53.</param>
/// <param name="Indexes">The lists that it stands in besides the one of all.</param>
internal sealed record ArchiveLine(RedisValue Id, long Ordinal, IReadOnlyList<string> Indexes);
