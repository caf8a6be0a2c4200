using PhantomParadox.Redis.Journal;
using StackExchange.Redis;

namespace PhantomParadox.Redis;

/// <summary>The names of a market's keys. The braces keep them on one server of a cluster.</summary>
internal sealed class RedisKeys(string market)
{
    private readonly string _root = $"{{pp:{market}}}:";

    /// <summary>The present writer's epoch and where its term began; see <see cref="EpochRecord"/>.</summary>
    public RedisKey Epoch { get; } = $"{{pp:{market}}}:epoch";

    /// <summary>The snapshots there are: a hash from name to manifest.</summary>
    public RedisKey Snapshots { get; } = $"{{pp:{market}}}:s";

    /// <summary>The journal, a stream with one entry a commit, as it is called in a term.</summary>
    /// <param name="term">See <see cref="EpochRecord.Term"/>.</param>
    public RedisKey Journal(string term) => EpochRecord.NameIn(term) is { } name ? $"{_root}j:{name}" : $"{_root}j";

    /// <summary>The pieces of one snapshot.</summary>
    public RedisKey Snapshot(string name) => $"{_root}s:{name}";

    /// <summary>A part of the archive.</summary>
    public RedisKey Archive(string part) => $"{_root}a:{part}";
}
