namespace PhantomParadox.CrashCampaign.Running;

/// <summary>What a market is kept in, and how to take it away.</summary>
internal interface IGround : IAsyncDisposable
{
    /// <summary>What the host is told of it.</summary>
    IEnumerable<string> Settings { get; }

    /// <summary>Kills it as far as it is a process of its own, and starts it again.</summary>
    /// <returns>False where it is none.</returns>
    Task<bool> KillAsync();

    /// <summary>Whether it holds a snapshot; asked while the host runs.</summary>
    Task<bool> HasSnapshotAsync();

    /// <summary>Opens it in this process, when no host runs, and reads the market out of it.</summary>
    Task<T> OpenAsync<T>(Func<MarketPorts, Task<T>> read);
}
