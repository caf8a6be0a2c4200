using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace PhantomParadox.Hosting;

/// <summary>Starts the market with the host, stops it with the host, and tells the log what became of it.</summary>
internal sealed partial class MarketService(LocalMarket market, TimeProvider time, ILogger<MarketService> logger) : IHostedService
{
    private readonly ILogger _logger = logger;
    private bool _stopping;
    private long _startedAt;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        LogStarting();
        var began = time.GetTimestamp();
        try
        {
            await market.StartAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            // A market that can't read its journal must not look like a new one: the host's start fails with it.
            LogStartFailed(error);
            throw;
        }

        var took = time.GetElapsedTime(began);
        _startedAt = market.Recovery?.Position ?? 0;
        if (market.Recovery is { } recovery)
        {
            foreach (var unusable in recovery.Unusable)
                LogUnusable(unusable);
            LogRecovered(recovery.SnapshotPosition, recovery.Position - recovery.SnapshotPosition);
        }
        var figures = await market.GetStatisticsAsync(cancellationToken).ConfigureAwait(false);
        if (figures.IsAccepted)
            LogStarted(took.TotalMilliseconds, figures.Position, figures.Value.Agents.Total, figures.Value.Jobs.Total, figures.Value.Disputes.Total);
        _ = WatchAsync();
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        Volatile.Write(ref _stopping, true);
        LogStopping();
        var began = time.GetTimestamp();
        try
        {
            await market.StopAsync(cancellationToken).ConfigureAwait(false);
            LogStopped(time.GetElapsedTime(began).TotalMilliseconds, market.Condition, market.DurablePosition, market.DurablePosition - _startedAt);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            LogAbandoned(time.GetElapsedTime(began).TotalMilliseconds);
        }
#pragma warning disable CA1031 // A failure is in the log already; the host's other services still want to stop in order.
        catch (Exception error)
#pragma warning restore CA1031
        {
            LogStopFailed(error);
        }
    }

    private async Task WatchAsync()
    {
        try
        {
            await market.Completion.ConfigureAwait(false);
            if (!Volatile.Read(ref _stopping))
                LogEnded();
        }
#pragma warning disable CA1031 // Whatever ended the market is said here; the host goes on and its health is red.
        catch (Exception error)
#pragma warning restore CA1031
        {
            LogFailed(error);
        }
    }

    [LoggerMessage(1, LogLevel.Information, "The market starts.")]
    private partial void LogStarting();

    [LoggerMessage(2, LogLevel.Information, "The market runs. Recovery took {ElapsedMilliseconds:0} ms up to position {Position}: {Agents} agents, {Jobs} jobs, {Disputes} disputes.")]
    private partial void LogStarted(double elapsedMilliseconds, long position, long agents, long jobs, long disputes);

    [LoggerMessage(10, LogLevel.Information, "The snapshot of position {SnapshotPosition} was used (0: none), and {Events} events behind it were replayed.")]
    private partial void LogRecovered(long snapshotPosition, long events);

    [LoggerMessage(11, LogLevel.Error, "A newer snapshot was of no use. {What}")]
    private partial void LogUnusable(string what);

    [LoggerMessage(3, LogLevel.Critical, "The market could not start; nothing was written.")]
    private partial void LogStartFailed(Exception error);

    [LoggerMessage(4, LogLevel.Information, "The market finishes what it was given.")]
    private partial void LogStopping();

    [LoggerMessage(5, LogLevel.Information, "The market has ended after {ElapsedMilliseconds:0} ms: {Condition}, at position {Position}, with {Events} events since the start.")]
    private partial void LogStopped(double elapsedMilliseconds, MarketCondition condition, long position, long events);

    [LoggerMessage(6, LogLevel.Warning, "The market was given no more time after {ElapsedMilliseconds:0} ms; what was not durable is abandoned, and was acknowledged to nobody.")]
    private partial void LogAbandoned(double elapsedMilliseconds);

    [LoggerMessage(7, LogLevel.Error, "The market did not end in good order.")]
    private partial void LogStopFailed(Exception error);

    [LoggerMessage(8, LogLevel.Critical, "The market has failed and takes no commands until the host is started anew.")]
    private partial void LogFailed(Exception error);

    [LoggerMessage(9, LogLevel.Warning, "The market was stopped while the host goes on.")]
    private partial void LogEnded();
}
