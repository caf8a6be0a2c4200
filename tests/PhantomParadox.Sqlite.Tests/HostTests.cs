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
        using (var host = await StartAsync())
        {
            job = (await Market(host).PostJobAsync(Spec)).Value.Id;
            await host.StopAsync();
        }

        using var again = await StartAsync();
        Assert.Equal("carry", (await Market(again).GetJobAsync(job)).Value.Spec.Description);
        await again.StopAsync();
    }

    [Fact]
    public async Task ASecondHost_IsRefused_WhileTheFirstGoesOn()
    {
        using var host = await StartAsync();
        await Assert.ThrowsAsync<SqliteStorageException>(() => StartAsync());
        Assert.True((await Market(host).PostJobAsync(Spec)).IsAccepted);
        await host.StopAsync();
    }

    private static IMarket Market(IHost host) => host.Services.GetRequiredService<IMarket>();

    private async Task<IHost> StartAsync()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddPhantomParadox().UseSqlite(_files.Path);
        var host = builder.Build();
        try
        {
            await host.StartAsync();
            return host;
        }
        catch
        {
            host.Dispose();
            throw;
        }
    }
}
