using StackExchange.Redis;

namespace PhantomParadox.Redis;

/// <summary>The names of a market's keys. The braces keep them on one server of a cluster.</summary>
internal sealed class RedisKeys(string market)
{
    private readonly string _root = $"{{pp:{market}}}:";

    /// <summary>The journal: a stream with one entry a commit.</summary>
    public RedisKey Journal { get; } = $"{{pp:{market}}}:j";

    /// <summary>What the journal is called while an append is under way: never outside of its transaction.</summary>
    public RedisKey Gate { get; } = $"{{pp:{market}}}:j:open";

    /// <summary>The present writer's epoch, and the journal's newest entry.</summary>
    public RedisKey Epoch { get; } = $"{{pp:{market}}}:epoch";

    /// <summary>The snapshots there are: a hash from name to manifest.</summary>
    public RedisKey Snapshots { get; } = $"{{pp:{market}}}:s";

    /// <summary>The pieces of one snapshot.</summary>
    public RedisKey Snapshot(string name) => $"{_root}s:{name}";

    /// <summary>A part of the archive.</summary>
    public RedisKey Archive(string part) => $"{_root}a:{part}";
}
