using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Xunit;

namespace PhantomParadox.Hosting.Tests;

/// <summary>A market in a host without ASP.NET, from its registration to its end.</summary>
public sealed class EmbeddingTests : IAsyncLifetime
{
    private readonly IHost _host;

    public EmbeddingTests()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddPhantomParadox();
        builder.Services.AddHealthChecks().AddPhantomParadox();
        _host = builder.Build();
    }

    private IMarket Market => _host.Services.GetRequiredService<IMarket>();

    public Task InitializeAsync() => _host.StartAsync();

    public async Task DisposeAsync()
    {
        await _host.StopAsync();
        await ((IAsyncDisposable)_host).DisposeAsync();
    }

    [Fact]
    public async Task AJob_IsDoneByAnAgentInProcess_AndPaid_AndTheFeedShowsIt()
    {
        await using var agent = await ConnectAsync("ada");
        var run = agent.RunAsync((job, _) => Task.FromResult(new JobResult { Output = job.Spec.Description.ToUpperInvariant() }));
        var posted = new TaskCompletionSource<JobId>();
        var feed = WatchUntilPaidAsync(posted.Task);

        var receipt = (await Market.PostJobAsync(Job("hello"))).Value;
        posted.SetResult(receipt.Id);
        var kinds = await feed;

        Assert.Equal(
            [MarketEventKind.JobPosted, MarketEventKind.JobAssigned, MarketEventKind.JobCompleted],
            kinds.Where(kind => kind is MarketEventKind.JobPosted or MarketEventKind.JobAssigned or MarketEventKind.JobCompleted));
        var job = (await Market.GetJobAsync(receipt.Id)).Value;
        Assert.Equal((JobStatus.Completed, Settlement.Released, 1_000UL), (job.Status, job.Settlement, job.Paid));
        Assert.Equal("HELLO", job.Result?.Output);
        Assert.Equal("ada", job.AgentWallet);
        await agent.DisposeAsync();
        await run;
    }

    [Fact]
    public async Task TheTreasury_IsTheMarketItself()
    {
        var treasury = _host.Services.GetRequiredService<ITreasury>();

        Assert.Same(Market, treasury);
        Assert.Equal([Currency.Sol, Currency.Usdc], (await treasury.GetTotalsAsync()).Value.Select(totals => totals.Currency));
    }

    [Fact]
    public async Task TheFirstMessage_IsThatTheSessionIsOpen()
    {
        await using var agent = await ConnectAsync("ada");
        await foreach (var message in agent.Messages)
        {
            Assert.Equal(new AgentMessage.SessionOpened(agent.Id), message);
            return;
        }

        Assert.Fail("There was no message.");
    }

    [Fact]
    public async Task ASecondConnectionOfAWallet_EndsTheFirst()
    {
        await using var first = await ConnectAsync("ada");
        await using var second = await ConnectAsync("ada");
        AgentMessage? last = null;
        await foreach (var message in first.Messages)
            last = message;
        Assert.IsType<AgentMessage.SessionSuperseded>(last);
        Assert.Equal(first.Id, second.Id);
    }

    [Fact]
    public async Task DisposingAnAgent_TakesItOffline()
    {
        var agent = await ConnectAsync("ada");
        await agent.DisposeAsync();
        Assert.Equal(AgentStatus.Offline, (await Market.GetAgentAsync(agent.Id)).Value.Status);
    }

    [Fact]
    public async Task ABadProfile_IsRefused()
    {
        var error = await Assert.ThrowsAsync<MarketRefusedException>(() => ConnectAsync(""));
        Assert.Equal(RefusalCode.ValidationFailed, error.Refusal.Code);
    }

    [Fact]
    public async Task TheHost_StartsAndStopsTheMarket()
    {
        var health = _host.Services.GetRequiredService<HealthCheckService>();
        Assert.Equal(MarketCondition.Running, Market.Condition);
        Assert.Equal(HealthStatus.Healthy, (await health.CheckHealthAsync()).Status);
        await _host.StopAsync();
        Assert.Equal(MarketCondition.Stopped, Market.Condition);
        Assert.Equal(HealthStatus.Unhealthy, (await health.CheckHealthAsync()).Status);
        Assert.Equal(RefusalCode.Draining, (await Market.PostJobAsync(Job("late"))).Refusal?.Code);
    }

    private Task<InProcessAgent> ConnectAsync(string wallet) => _host.Services.GetRequiredService<IAgentConnector>()
        .ConnectAsync(new AgentProfile { Wallet = wallet, Capabilities = ["compute"] }).AsTask();

    private async Task<List<MarketEventKind>> WatchUntilPaidAsync(Task<JobId> posted)
    {
        var kinds = new List<MarketEventKind>();
        var paid = false;
        await foreach (var happened in Market.WatchAsync())
        {
            if (happened.Job != await posted)
                continue;
            kinds.Add(happened.Kind);
            paid |= happened.Kind == MarketEventKind.JobCompleted;
            if (paid)
                break;
        }

        return kinds;
    }

    private static JobSpec Job(string description) =>
        new() { Type = JobType.Compute, Buyer = "bob", Description = description, Amount = 1_000 };
}
