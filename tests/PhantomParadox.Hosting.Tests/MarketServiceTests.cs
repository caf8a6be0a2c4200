using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Xunit;

namespace PhantomParadox.Hosting.Tests;

/// <summary>What the host does when the journal lets the market down.</summary>
public sealed class MarketServiceTests
{
    private readonly FailingJournal _journal = new();
    private readonly Log _log = new();

    [Fact]
    public async Task AJournalThatCannotBeRead_FailsTheHostsStart()
    {
        _journal.Fails = true;
        await using var host = new AsyncHost(Build());
        await Assert.ThrowsAnyAsync<Exception>(() => host.Value.StartAsync());
        Assert.Contains(LogLevel.Critical, _log.Levels);
    }

    [Fact]
    public async Task AJournalThatFails_TurnsHealthRed_AndTheHostGoesOn()
    {
        await using var host = new AsyncHost(Build());
        await host.Value.StartAsync();
        var lifetime = host.Value.Services.GetRequiredService<IHostApplicationLifetime>();
        var market = host.Value.Services.GetRequiredService<LocalMarket>();

        _journal.Fails = true;
        var posted = await market.PostJobAsync(new JobSpec { Type = JobType.Compute, Buyer = "bob", Description = "work", Amount = 1 });
        await Assert.ThrowsAnyAsync<Exception>(() => market.Completion);
        await _log.Critical.Task;

        Assert.Equal(RefusalCode.OutcomeUnknown, posted.Refusal?.Code);
        Assert.False(lifetime.ApplicationStopping.IsCancellationRequested);
        var health = await host.Value.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync();
        Assert.Equal(HealthStatus.Unhealthy, health.Status);
        await host.Value.StopAsync();
    }

    [Fact]
    public async Task StartAndStop_AreInTheLog()
    {
        await using var host = new AsyncHost(Build());
        await host.Value.StartAsync();
        await host.Value.StopAsync();
        Assert.Contains(_log.Texts, text => text.StartsWith("The market runs. Recovery took", StringComparison.Ordinal));
        Assert.Contains(_log.Texts, text => text.StartsWith("The market has ended after", StringComparison.Ordinal));
        Assert.DoesNotContain(LogLevel.Critical, _log.Levels);
    }

    private IHost Build()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Logging.AddProvider(_log);
        builder.Services.AddPhantomParadox().UseJournal(_ => _journal);
        builder.Services.AddHealthChecks().AddPhantomParadox();
        return builder.Build();
    }

    private sealed class AsyncHost(IHost host) : IAsyncDisposable
    {
        public IHost Value => host;

        public ValueTask DisposeAsync() => ((IAsyncDisposable)host).DisposeAsync();
    }

    private sealed class FailingJournal : IJournal
    {
        private readonly MemoryJournal _inner = new();

        public volatile bool Fails;

        public ValueTask<JournalHead> ReadHeadAsync(CancellationToken cancellationToken) =>
            Fails ? throw new IOException("The disk is gone.") : _inner.ReadHeadAsync(cancellationToken);

        public ValueTask<JournalHead> BeginEpochAsync(Epoch epoch, CancellationToken cancellationToken) =>
            Fails ? throw new IOException("The disk is gone.") : _inner.BeginEpochAsync(epoch, cancellationToken);

        public ValueTask<long> AppendAsync(EncodedBatch batch, Epoch epoch, long after, CancellationToken cancellationToken) =>
            Fails ? throw new IOException("The disk is gone.") : _inner.AppendAsync(batch, epoch, after, cancellationToken);

        public IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(long from, CancellationToken cancellationToken) =>
            Fails ? throw new IOException("The disk is gone.") : _inner.ReadAsync(from, cancellationToken);

        public ValueTask<long> TrimAsync(long position, CancellationToken cancellationToken) => _inner.TrimAsync(position, cancellationToken);

        public ValueTask DisposeAsync() => _inner.DisposeAsync();
    }

    private sealed class Log : ILoggerProvider, ILogger
    {
        public TaskCompletionSource Critical { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public ConcurrentQueue<LogLevel> Levels { get; } = [];

        public ConcurrentQueue<string> Texts { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        void ILogger.Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            Levels.Enqueue(logLevel);
            Texts.Enqueue(formatter(state, exception));
            if (logLevel == LogLevel.Critical)
                Critical.TrySetResult();
        }

        public void Dispose()
        {
        }
    }
}
