using PhantomParadox.Sqlite;

namespace PhantomParadox.Hosts.Tests;

/// <summary>A market that runs on files.</summary>
internal sealed class RunningMarket(LocalMarket market, SqliteStorage storage) : IAsyncDisposable
{
    public LocalMarket Market => market;

    public SqliteStorage Storage => storage;

    public async Task<JobId> PostAsync(int number)
    {
        var posted = await market.PostJobAsync(Spec(number));
        Assert.True(posted.IsAccepted);
        return posted.Value.Id;
    }

    /// <summary>Posts a job that costs nothing.</summary>
    public async Task PostFreeAsync() => Assert.True((await market.PostJobAsync(Spec(0) with { Amount = 0 })).IsAccepted);

    public static JobSpec Spec(int number) =>
        new() { Type = JobType.Relay, Buyer = "ada", Description = $"carry \"{number}\" – größer", Amount = 5 };

    public async ValueTask DisposeAsync()
    {
        await market.DisposeAsync();
        storage.Dispose();
    }
}
