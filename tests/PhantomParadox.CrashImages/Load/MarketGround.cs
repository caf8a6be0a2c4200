using PhantomParadox.Sqlite;

namespace PhantomParadox.CrashImages.Load;

/// <summary>The numbers of the market and its storage, for recordings and for what is made of them: small ones, so that much happens.</summary>
internal static class MarketGround
{
    public static readonly MarketOptions Options = new()
    {
        Jobs = { Retention = TimeSpan.FromSeconds(10), ApprovalWindow = TimeSpan.FromMinutes(5) },
        Jury = { Size = 3, Consensus = 2, MinScore = 0, AppealWindow = TimeSpan.Zero, Cooldown = TimeSpan.Zero, ExcludeRelated = false },
        Reputation = { Policy = ReputationPolicyKind.Seed },
        Snapshots = { EveryEvents = 60 },
    };

    /// <summary>No snapshot is made and nothing is archived: a look leaves the files as they are but for the start of its market.</summary>
    public static readonly MarketOptions Looking = new()
    {
        Jobs = { Retention = TimeSpan.FromDays(1_000) },
        Jury = Options.Jury,
        Reputation = Options.Reputation,
        Snapshots = { EveryEvents = long.MaxValue, EveryInterval = TimeSpan.FromDays(30) },
    };

    public static string Path(string folder) => System.IO.Path.Combine(folder, "market.db");

    public static SqliteStorage Open(string folder, Action<SqliteStorageOptions>? configure = null)
    {
        var options = new SqliteStorageOptions { Path = Path(folder), CheckpointBytes = 1 << 20, ArchivePercent = 100 };
        configure?.Invoke(options);
        return SqliteStorage.Open(options);
    }

    /// <summary>A folder in memory where there is such a file system: nothing here depends on a real disk.</summary>
    public static string MakeFolder()
    {
        const string Memory = "/dev/shm";
        var parent = Directory.Exists(Memory) ? Memory : System.IO.Path.GetTempPath();
        return Directory.CreateDirectory(System.IO.Path.Combine(parent, $"pp-images-{Guid.NewGuid():N}")).FullName;
    }
}
