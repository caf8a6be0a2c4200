using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using PhantomParadox.Worker;

namespace PhantomParadox.Hosts.Tests;

public sealed class WorkerTests : IDisposable
{
    private readonly MarketFiles _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task Health_AnswersOnLoopback_AndNothingElseDoes()
    {
        using var host = await StartAsync("--Health:Port", "0");
        var address = host.Services.GetServices<IHostedService>().OfType<HealthListener>().Single().Address!;
        using var http = new HttpClient { BaseAddress = address };

        Assert.True(IPAddress.IsLoopback(IPAddress.Parse(address.Host)));
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/health/live")).StatusCode);
        Assert.Equal("{\"status\":\"ok\"}", await http.GetStringAsync("/health/ready"));
        Assert.Contains("\"status\":\"ok\"", await http.GetStringAsync("/health"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await http.GetAsync("/api/jobs")).StatusCode);
        await host.StopAsync();
        await Assert.ThrowsAsync<HttpRequestException>(() => http.GetAsync("/health/live"));
    }

    [Fact]
    public async Task Stop_Drains_AndARestartRecovers()
    {
        List<JobId> posted = [];
        using (var host = await StartAsync())
        {
            var market = host.Services.GetRequiredService<IMarket>();
            var posting = Enumerable.Range(0, 500).Select(number => market.PostJobAsync(RunningMarket.Spec(number)).AsTask()).ToArray();
            await host.StopAsync();
            foreach (var outcome in await Task.WhenAll(posting))
            {
                if (outcome.IsAccepted)
                    posted.Add(outcome.Value.Id);
            }

            Assert.Equal(MarketCondition.Stopped, market.Condition);
        }

        Assert.Equal(500, posted.Count);
        using var again = await StartAsync();
        var recovered = again.Services.GetRequiredService<IMarket>();
        foreach (var job in posted)
            Assert.True((await recovered.GetJobAsync(job)).IsAccepted);
        await again.StopAsync();
    }

    [Fact]
    public async Task ASignalToStop_EndsTheRun()
    {
        using var host = Build();
        var running = host.RunAsync();
        var lifetime = host.Services.GetRequiredService<IHostApplicationLifetime>();
        var started = new TaskCompletionSource();
        using var registered = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task;
        lifetime.StopApplication();
        await running;
        Assert.Equal(0, MarketFiles.Run("journal", "verify", "--path", _files.Path).Code);
    }

    [Theory]
    [InlineData("--Health:Port", "many", "Health:Port is 'many'")]
    [InlineData("--Health:Prot", "1", "Health:Prot is not a setting")]
    [InlineData("--Storage:Mode", "Paper", "Storage:Mode is 'Paper'")]
    [InlineData("--Jobs:QueTtl", "1", "Jobs:QueTtl is not a setting")]
    public void ABadSetting_ForbidsTheStart_AndIsNamed(string name, string value, string message) =>
        Assert.StartsWith(message, Assert.Throws<StartupRefusedException>(() => Build(name, value)).Message, StringComparison.Ordinal);

    [Fact]
    public async Task ANumberOutOfRange_ForbidsTheStart()
    {
        using var host = Build("--Limits:PendingCommands", "0");
        var invalid = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());
        Assert.Contains(invalid.Failures, failure => failure.Contains("Limits:PendingCommands", StringComparison.Ordinal));
    }

    private async Task<IHost> StartAsync(params string[] settings)
    {
        var host = Build(settings);
        await host.StartAsync();
        return host;
    }

    private IHost Build(params string[] settings) => WorkerHost.Build(
        settings is ["--Health:Port", ..] ? ["--Storage:Path", _files.Path, .. settings] : ["--Storage:Path", _files.Path, "--Health:Port", "off", .. settings]);
}
