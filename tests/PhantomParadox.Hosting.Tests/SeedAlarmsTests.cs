using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Xunit;

namespace PhantomParadox.Hosting.Tests;

public sealed class SeedAlarmsTests
{
    private static readonly OverdueSeed One = new(new DisputeId(Guid.Parse("01890000-0000-7000-8000-000000000001")), 0, "chain:00:7", DateTimeOffset.UnixEpoch);
    private static readonly OverdueSeed Other = new(new DisputeId(Guid.Parse("01890000-0000-7000-8000-000000000002")), 1, "", DateTimeOffset.UnixEpoch);

    [Fact]
    public void Keeps_WhatIsOverdue()
    {
        var alarms = new SeedAlarms();
        alarms.Raise(One);
        alarms.Raise(Other);
        Assert.Equal([One, Other], alarms.Overdue);
        alarms.Clear(One);
        Assert.Equal([Other], alarms.Overdue);
    }

    [Fact]
    public async Task TheMarketIsDegraded_AsLongAsASeedIsOverdue()
    {
        var (market, _) = MarketDouble.Make();
        var alarms = new SeedAlarms();
        var services = new ServiceCollection();
        services.AddLogging().AddSingleton(market).AddSingleton(alarms).AddHealthChecks().AddPhantomParadox();
        await using var provider = services.BuildServiceProvider();
        var health = provider.GetRequiredService<HealthCheckService>();

        Assert.Equal(HealthStatus.Healthy, (await health.CheckHealthAsync()).Status);
        alarms.Raise(One);
        var entry = Assert.Single((await health.CheckHealthAsync()).Entries).Value;
        Assert.Equal(HealthStatus.Degraded, entry.Status);
        Assert.Equal([One.Dispute.ToString()], Assert.IsType<string[]>(entry.Data["disputes"]));
        alarms.Clear(One);
        Assert.Equal(HealthStatus.Healthy, (await health.CheckHealthAsync()).Status);
    }

    [Fact]
    public void AnAlarm_IsLoggedAsAnError_WithDisputeAndSource()
    {
        var log = new Entries();
        var alarms = new SeedAlarms(log);
        alarms.Raise(One);
        alarms.Clear(One);
        Assert.Equal([LogLevel.Error, LogLevel.Information], log.Written.Select(entry => entry.Level));
        Assert.Contains(log.Written[0].State, field => field.Key == "Dispute" && Equals(field.Value, One.Dispute));
        Assert.Contains(log.Written[0].State, field => field.Key == "Source" && Equals(field.Value, One.Source));
    }

    [Fact]
    public void AnAlarm_IsCounted()
    {
        var counts = new Dictionary<string, List<long>>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, own) =>
        {
            if (instrument.Meter.Name == PhantomParadoxDiagnostics.MeterName && instrument.Name.StartsWith("phantomparadox.jury.", StringComparison.Ordinal))
                own.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((instrument, count, _, _) =>
        {
            if (!counts.TryGetValue(instrument.Name, out var list))
                counts.Add(instrument.Name, list = []);
            list.Add(count);
        });
        listener.Start();

        var alarms = new SeedAlarms();
        alarms.Raise(One);
        alarms.Clear(One);
        Assert.Equal([1], counts["phantomparadox.jury.seed_alarms"]);
        Assert.Equal([1, -1], counts["phantomparadox.jury.overdue_seeds"]);
    }

    private sealed class Entries : ILogger<SeedAlarms>
    {
        public List<(LogLevel Level, IReadOnlyList<KeyValuePair<string, object?>> State)> Written { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Written.Add((logLevel, (IReadOnlyList<KeyValuePair<string, object?>>)state!));
    }
}
