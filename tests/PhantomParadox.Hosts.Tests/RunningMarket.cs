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

    public static JobSpec Spec(int number) =>
        new() { Type = JobType.Relay, Buyer = "ada", Description = $"carry \"{number}\" – größer", Amount = 5 };

    public async ValueTask DisposeAsync()
    {
        await market.DisposeAsync();
        storage.Dispose();
    }
}
