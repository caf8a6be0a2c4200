using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PhantomParadox.Redis.Tests.Running;
using Xunit;

namespace PhantomParadox.Redis.Tests;

[Collection(RedisCollection.Name)]
public sealed class HostTests
{
    [Fact]
    public async Task AMarket_GoesOnWhereItWas_WhenItsHostIsStartedAnew()
    {
        await using var server = await RedisServer.StartAsync();
        var spec = new JobSpec { Type = Enum.GetValues<JobType>()[0], Buyer = "buyer", Description = "a job", Amount = 5 };
        JobId job;
        using (var host = Build(server))
        {
            await host.StartAsync();
            job = (await host.Services.GetRequiredService<IMarket>().PostJobAsync(spec)).Value.Id;
            Assert.True(host.Services.GetRequiredService<IStorageStatus>().Status.Durable);
            await host.StopAsync();
        }

        await server.KillAsync();
        await server.StartAsync();
        using var again = Build(server);
        await again.StartAsync();

        Assert.Equal("a job", (await again.Services.GetRequiredService<IMarket>().GetJobAsync(job)).Value.Spec.Description);
        await again.StopAsync();
    }

    [Fact]
    public async Task AHost_DoesNotStart_OnAServerThatMayLose()
    {
        await using var server = await RedisServer.StartAsync(("appendfsync", "everysec"));
        using var host = Build(server);

        await Assert.ThrowsAsync<RedisSettingsException>(() => host.StartAsync());
    }

    private static IHost Build(RedisServer server)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddPhantomParadox().UseRedis(server.ConnectionString);
        return builder.Build();
    }
}
