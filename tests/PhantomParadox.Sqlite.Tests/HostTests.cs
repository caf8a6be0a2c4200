using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace PhantomParadox.Sqlite.Tests;

public sealed class HostTests : IDisposable
{
    private static readonly JobSpec Spec = new() { Type = JobType.Relay, Buyer = "ada", Description = "carry", Amount = 5 };

    private readonly TemporaryStorage _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task AMarket_IsThereAgain_AfterARestart()
    {
        JobId job;
        await using (var host = await StartAsync())
        {
            job = (await host.Market.PostJobAsync(Spec)).Value.Id;
            await host.StopAsync();
        }

        await using var again = await StartAsync();
        Assert.Equal("carry", (await again.Market.GetJobAsync(job)).Value.Spec.Description);
        await again.StopAsync();
    }

    [Fact]
    public async Task ASecondHost_IsRefused_WhileTheFirstGoesOn()
    {
        await using var host = await StartAsync();
        await Assert.ThrowsAsync<SqliteStorageException>(() => StartAsync());
        Assert.True((await host.Market.PostJobAsync(Spec)).IsAccepted);
        await host.StopAsync();
    }

    private async Task<RunningHost> StartAsync()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddPhantomParadox().UseSqlite(_files.Path);
        var host = new RunningHost(builder.Build());
        try
        {
            await host.StartAsync();
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    private sealed class RunningHost(IHost host) : IAsyncDisposable
    {
        public IMarket Market => host.Services.GetRequiredService<IMarket>();

        public Task StartAsync() => host.StartAsync();

        public Task StopAsync() => host.StopAsync();

        public ValueTask DisposeAsync() => ((IAsyncDisposable)host).DisposeAsync();
    }
}
