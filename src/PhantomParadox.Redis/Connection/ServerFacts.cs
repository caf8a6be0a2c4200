using System.Globalization;
using StackExchange.Redis;

namespace PhantomParadox.Redis.Connection;

/// <summary>What a server says about itself, as far as it decides what survives a crash.</summary>
internal sealed record ServerFacts
{
    private static readonly object[] WantedSettings = ["GET", "appendfsync", "no-appendfsync-on-rewrite"];

    private static readonly object[] OneSection = ["server"];

    // Of these, what was meant to be a transaction ran as single commands. Others pass, such as a server that is busy.
    private static readonly string[] TransactionsRefused = ["NOPERM", "without MULTI", "unknown command"];

    private static readonly string[] Sections = ["server", "replication", "persistence", "memory"];

    public required Version Version { get; init; }

    public required string Role { get; init; }

    public required int Replicas { get; init; }

    public required bool IsCluster { get; init; }

    /// <summary>Whether Sentinel named the server, and may name another.</summary>
    public required bool IsSentinel { get; init; }

    public required bool KeepsFile { get; init; }

    public required string MemoryPolicy { get; init; }

    /// <summary>Null where the server doesn't say.</summary>
    public required string? Fsync { get; init; }

    /// <summary>Null where the server doesn't say.</summary>
    public required string? NoFsyncOnRewrite { get; init; }

    /// <summary>Why the server takes no transaction of this user; null where it does.</summary>
    public required string? NoTransactions { get; init; }

    public static async Task<ServerFacts> ReadAsync(IDatabase database, bool sentinel)
    {
        var settings = ReadSettingsAsync(database);
        var said = new Dictionary<string, string>(StringComparer.Ordinal);
        // One section a call: several at once are not understood by every server that speaks the protocol.
        foreach (var reply in Sections.Select(section => database.ExecuteAsync("INFO", [section], CommandFlags.DemandMaster)).ToArray())
            Read((string?)await reply.ConfigureAwait(false) ?? "", said);
        var (fsync, rewrite) = await settings.ConfigureAwait(false);
        return new ServerFacts
        {
            Version = Version.TryParse(said.GetValueOrDefault("redis_version"), out var version) ? version : new Version(0, 0),
            Role = said.GetValueOrDefault("role", "unknown"),
            Replicas = int.TryParse(said.GetValueOrDefault("connected_slaves"), CultureInfo.InvariantCulture, out var replicas) ? replicas : 0,
            IsCluster = said.GetValueOrDefault("redis_mode") == "cluster",
            IsSentinel = sentinel,
            KeepsFile = said.GetValueOrDefault("aof_enabled") == "1",
            MemoryPolicy = said.GetValueOrDefault("maxmemory_policy", "unknown"),
            Fsync = fsync,
            NoFsyncOnRewrite = rewrite,
            NoTransactions = await TryTransactionAsync(database).ConfigureAwait(false),
        };
    }

    private static void Read(string info, Dictionary<string, string> said)
    {
        foreach (var line in info.AsSpan().EnumerateLines())
        {
            if (line.IndexOf(':') is var colon and > 0)
                said[line[..colon].ToString()] = line[(colon + 1)..].ToString();
        }
    }

    private static async Task<string?> TryTransactionAsync(IDatabase database)
    {
        try
        {
            var transaction = database.CreateTransaction();
            _ = transaction.ExecuteAsync("INFO", OneSection, CommandFlags.DemandMaster);
            await transaction.ExecuteAsync(CommandFlags.DemandMaster).ConfigureAwait(false);
            return null;
        }
        catch (RedisServerException refused) when (Array.Exists(
            TransactionsRefused, words => refused.Message.Contains(words, StringComparison.Ordinal)))
        {
            return refused.Message;
        }
        catch (RedisCommandException forbidden)
        {
            return forbidden.Message;
        }
    }

    private static async Task<(string? Fsync, string? Rewrite)> ReadSettingsAsync(IDatabase database)
    {
        try
        {
            var reply = (RedisResult[]?)await database.ExecuteAsync("CONFIG", WantedSettings, CommandFlags.DemandMaster).ConfigureAwait(false) ?? [];
            var named = new Dictionary<string, string>(StringComparer.Ordinal);
            for (var i = 0; i + 1 < reply.Length; i += 2)
                named[(string?)reply[i] ?? ""] = (string?)reply[i + 1] ?? "";
            return (named.GetValueOrDefault("appendfsync"), named.GetValueOrDefault("no-appendfsync-on-rewrite"));
        }
        catch (Exception forbidden) when (forbidden is RedisServerException or RedisCommandException)
        {
            return (null, null);
        }
    }
}
