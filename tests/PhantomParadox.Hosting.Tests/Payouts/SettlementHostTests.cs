using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace PhantomParadox.Hosting.Tests.Payouts;

/// <summary>The clerks in a host: registered with a settlement and with nothing else, configured live, and shown by its health.</summary>
public sealed class SettlementHostTests
{
    [Fact]
    public void WithoutASettlement_NothingRuns()
    {
        using var host = Build(_ => { });
        Assert.DoesNotContain(host.Services.GetServices<IHostedService>(), service => service is PayoutClerk or DepositClerk);
        Assert.Null(host.Services.GetService<SettlementMonitor>());
    }

    [Fact]
    public void EachPart_BringsItsOwnClerk_Once()
    {
        using var host = Build(market => market.UseSettlement<SettlementScript>().UseSettlement(_ => new SettlementScript()).UseDeposits(_ => new NoDeposits()));
        var services = host.Services.GetServices<IHostedService>().ToList();
        Assert.Single(services, service => service is PayoutClerk);
        Assert.Single(services, service => service is DepositClerk);
        // They start after the market and stop before it.
        Assert.True(services.FindIndex(service => service is MarketService) < services.FindIndex(service => service is PayoutClerk));
    }

    [Fact]
    public async Task WhatAnAgentEarns_IsPaidOut_ByTheHost()
    {
        var chain = new SettlementScript { Otherwise = new(PayoutFate.Paid, 7) };
        using var host = Build(market => market.UseSettlement(_ => chain).ConfigureSettlement(options =>
        {
            options.PayoutInterval = TimeSpan.FromSeconds(1);
            options.PayoutMinimum = new();
        }));
        await host.StartAsync();
        var market = host.Services.GetRequiredService<LocalMarket>();
        await market.OpenSessionAsync(new SessionId(1), new AgentProfile { Wallet = "ada", Capabilities = ["none"] });
        var job = (await market.PostJobAsync(new JobSpec { Type = JobType.Compute, Buyer = "buyer", Description = "work", Amount = 5 })).Value.Id;
        await market.ClaimJobAsync(job, "ada");
        await market.CompleteJobAsync(job, "ada", new JobResult());

        // Only a failing test waits so long.
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        TreasuryTotals totals;
        do
        {
            await Task.Yield();
            totals = (await market.GetTotalsAsync(patience.Token)).Value.Single(one => one.Currency == Currency.Sol);
        }
        while (totals.PaidOut == 0);
        Assert.Equal((5UL, 0UL), ((ulong)totals.PaidOut, (ulong)totals.Owed));
        await host.StopAsync();
    }

    [Theory]
    [InlineData("Payments:PayoutInterval", "00:00:00.5", "00:00:01 to 1.00:00:00")]
    [InlineData("Payments:PayoutInterval", "1.00:00:01", "00:00:01 to 1.00:00:00")]
    [InlineData("Payments:PayoutMaxWait", "00:00:59", "00:01:00 to 30.00:00:00")]
    [InlineData("Payments:PayoutMaxWait", "30.00:00:01", "00:01:00 to 30.00:00:00")]
    [InlineData("Payments:PayoutsUnderWay", "0", "1 to 32")]
    [InlineData("Payments:PayoutsUnderWay", "33", "1 to 32")]
    [InlineData("Payments:DepositLooks", "0", "1 to 32")]
    [InlineData("Payments:PayoutThreshold:Sol", "0", "at least 1")]
    [InlineData("Payments:PayoutMinimum:Usdc", "0", "at least 1")]
    public void ABadNumber_IsNamedByItsKey(string key, string value, string range)
    {
        using var host = Build(market => market.UseSettlement<SettlementScript>(), new() { [key] = value });
        var error = Assert.Throws<OptionsValidationException>(() => host.Services.GetRequiredService<IOptions<SettlementOptions>>().Value);
        Assert.Contains(error.Failures, failure => failure.StartsWith($"{key} is ", StringComparison.Ordinal) && failure.Contains(range, StringComparison.Ordinal));
    }

    [Fact]
    public void TheKillSwitch_FollowsTheConfiguration_WhileTheHostRuns()
    {
        using var host = Build(market => market.UseSettlement<SettlementScript>(), new() { ["Payments:PayoutThreshold:Sol"] = "9" });
        var options = host.Services.GetRequiredService<IOptionsMonitor<SettlementOptions>>();
        Assert.Equal((false, 9UL, 1_000_000UL), (options.CurrentValue.PayoutsPaused, options.CurrentValue.PayoutThreshold.Sol, options.CurrentValue.PayoutMinimum.Sol));
        var configuration = (IConfigurationRoot)host.Services.GetRequiredService<IConfiguration>();
        configuration["Payments:PayoutsPaused"] = "true";
        configuration.Reload();
        Assert.True(options.CurrentValue.PayoutsPaused);
    }

    [Theory]
    [InlineData("paused")]
    [InlineData("review")]
    [InlineData("failing")]
    [InlineData("old")]
    public async Task Health_IsDegraded_WhileMoneyWaits(string why)
    {
        var (market, _) = MarketDouble.Make();
        var time = new FakeTimeProvider();
        var monitor = new SettlementMonitor();
        var services = new ServiceCollection();
        services.AddLogging().AddSingleton(market).AddSingleton(monitor).AddSingleton<TimeProvider>(time).AddHealthChecks().AddPhantomParadox();
        await using var provider = services.BuildServiceProvider();
        var health = provider.GetRequiredService<HealthCheckService>();
        monitor.Change(status => status with { Open = 1, OldestOpen = time.GetUtcNow(), LastError = "look: 429" });
        var entry = Assert.Single((await health.CheckHealthAsync()).Entries).Value;
        Assert.Equal(HealthStatus.Healthy, entry.Status);
        Assert.Equal(("look: 429", 1, false), (entry.Data["lastSettlementError"], entry.Data["payoutsOpen"], entry.Data["payoutsPaused"]));

        time.Advance(TimeSpan.FromMinutes(why == "old" ? 16 : 1));
        monitor.Change(status => status with { IsPaused = why == "paused", InReview = why == "review" ? 1 : 0, IsFailing = why == "failing" });
        Assert.Equal(HealthStatus.Degraded, (await health.CheckHealthAsync()).Status);
    }

    private static IHost Build(Action<IPhantomParadoxBuilder> choose, Dictionary<string, string?>? settings = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration.AddInMemoryCollection(settings ?? []);
        choose(builder.Services.AddPhantomParadox().BindConfiguration(builder.Configuration));
        return builder.Build();
    }

    private sealed class NoDeposits : IDepositSource
    {
        public string AddressFor(Currency currency) => "here";

        public ValueTask<IReadOnlyList<ArrivedDeposit>> FindAsync(DepositReference reference, Currency currency, CancellationToken cancellationToken) => new([]);
    }
}
