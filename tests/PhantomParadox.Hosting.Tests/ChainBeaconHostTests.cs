using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Xunit;

namespace PhantomParadox.Hosting.Tests;

public sealed class ChainBeaconHostTests : IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    private string ChainPath => Path.Combine(_folder, "beacon.chain");

    [Fact]
    public async Task TheTip_SurvivesTheHost()
    {
        var first = await TipAsync(Host());
        Assert.Equal(first, await TipAsync(Host()));
        File.Delete(ChainPath);
        Assert.NotEqual(first, await TipAsync(Host()));
    }

    [Fact]
    public async Task ADamagedFile_StopsTheHostsStart()
    {
        await TipAsync(Host());
        await File.WriteAllBytesAsync(ChainPath, new byte[8_192]);
        using var host = Host();
        var error = await Assert.ThrowsAsync<ChainFileException>(() => host.StartAsync());
        Assert.Contains(ChainPath, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TwoHosts_DoNotShareAFile()
    {
        using var first = Host();
        await first.StartAsync();
        using var second = Host();
        await Assert.ThrowsAsync<ChainFileException>(() => second.StartAsync());
        await first.StopAsync();
    }

    [Fact]
    public async Task WithoutAFile_TheChainLivesAsLongAsTheHost()
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddPhantomParadox();
        using var host = builder.Build();
        Assert.IsType<ChainBeacon>(host.Services.GetRequiredService<IRandomBeacon>());
        Assert.Null(host.Services.GetService<FileChainStore>());
        await host.StartAsync();
        await host.StopAsync();
    }

    [Fact]
    public void UseBeacon_TakesAnother()
    {
        var services = new ServiceCollection();
        services.AddPhantomParadox().UseChainBeacon(ChainPath).UseBeacon<OtherBeacon>();
        Assert.Equal(typeof(OtherBeacon), Assert.Single(services, service => service.ServiceType == typeof(IRandomBeacon)).ImplementationType);
        Assert.Throws<ArgumentException>(() => services.AddPhantomParadox().UseChainBeacon(" "));
    }

    public void Dispose()
    {
        if (Directory.Exists(_folder))
            Directory.Delete(_folder, recursive: true);
    }

    private static async Task<Digest> TipAsync(IHost host)
    {
        using (host)
        {
            await host.StartAsync();
            var beacon = Assert.IsAssignableFrom<IBeaconStatus>(host.Services.GetRequiredService<IRandomBeacon>());
            var status = await beacon.GetStatusAsync(default);
            await host.StopAsync();
            return status.Chain!.Tip;
        }
    }

    private IHost Host()
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddPhantomParadox().UseChainBeacon(ChainPath);
        return builder.Build();
    }

    private sealed class OtherBeacon : IRandomBeacon
    {
        public ValueTask<BeaconReference> NextAsync(CancellationToken cancellationToken) => throw new InvalidOperationException();

        public bool TryReveal(BeaconReference reference, out Digest value) => throw new InvalidOperationException();

        public ValueTask<Digest> RevealAsync(BeaconReference reference, CancellationToken cancellationToken) => throw new InvalidOperationException();
    }
}
