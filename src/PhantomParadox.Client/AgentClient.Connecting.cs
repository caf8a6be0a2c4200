using System.Text.Json;
using PhantomParadox.Protocol.Socket;

namespace PhantomParadox.Client;

public sealed partial class AgentClient
{
    private async Task KeepConnectedAsync(CancellationToken stop, CancellationToken cut)
    {
        while (!stop.IsCancellationRequested)
        {
            using var connection = new AgentConnection();
            Exception? fault = null;
            try
            {
                await ConverseAsync(connection, stop, cut).ConfigureAwait(false);
            }
            catch (Exception caught) when (AgentConnection.IsConnectionFault(caught))
            {
                fault = caught;
            }
            finally
            {
                _connected = false;
                _work.Suspend(connection);
            }

            if (stop.IsCancellationRequested)
                return;
            if (connection.CloseCode == SocketCloseCodes.Unauthenticated)
                throw new UnauthorizedAccessException("The market does not accept the wallet's identity.");
            var delay = NextDelay(connection.CloseCode);
            _logger.Disconnected(fault, _address, connection.CloseCode, delay);
            await Task.Delay(delay, _time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Full jitter (Brooker, "Exponential Backoff And Jitter", 2015): many agents that were cut off together come back apart.</summary>
    private TimeSpan NextDelay(int? closeCode)
    {
        var longest = closeCode switch
        {
            SocketCloseCodes.Restart => RestartWait,
            SocketCloseCodes.Superseded or SocketCloseCodes.PolicyViolation => _options.ReconnectMax,
            _ => TimeSpan.FromTicks((long)Math.Min(_options.ReconnectMax.Ticks, _options.ReconnectBase.Ticks * Math.Pow(2, Math.Min(_failures, 30)))),
        };
        _failures++;
        return longest * Random.Shared.NextDouble();
    }

    private async Task ConverseAsync(AgentConnection connection, CancellationToken stop, CancellationToken cut)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(_options.ConnectTimeout);
        await connection.ConnectAsync(_address, patience.Token).ConfigureAwait(false);

        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cut);
        var beating = BeatAsync(connection, ended);
        try
        {
            while (await connection.ReceiveAsync(ended.Token).ConfigureAwait(false) is { } message)
                await HandleAsync(connection, message).ConfigureAwait(false);
        }
        finally
        {
            await ended.CancelAsync().ConfigureAwait(false);
            await beating.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await connection.CloseAsync().ConfigureAwait(false);
        }
    }

    private async Task BeatAsync(AgentConnection connection, CancellationTokenSource ended)
    {
        try
        {
            await BeatUntilAsync(connection, ended).ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            // Without heartbeats the connection is worth nothing.
            _logger.HeartbeatFailed(fault);
            await ended.CancelAsync().ConfigureAwait(false);
        }
    }

    private async Task BeatUntilAsync(AgentConnection connection, CancellationTokenSource ended)
    {
        var sent = 0;
        while (!ended.IsCancellationRequested)
        {
            // A server that leaves two heartbeats unanswered is gone, whatever its connection says.
            if (sent - connection.HeartbeatsAnswered >= 2)
            {
                await ended.CancelAsync().ConfigureAwait(false);
                return;
            }

            if (await connection.SendHeartbeatAsync(HeartbeatBytes(), ended.Token).ConfigureAwait(false) >= 0)
                sent++;
            var wait = sent == 1 && _options.ConnectTimeout < _options.HeartbeatInterval && connection.HeartbeatsAnswered == 0
                ? _options.ConnectTimeout
                : _options.HeartbeatInterval;
            await Task.Delay(wait, _time, ended.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private byte[] HeartbeatBytes()
    {
        HeartbeatMetrics? metrics = null;
        try
        {
            metrics = _options.Metrics?.Invoke();
        }
#pragma warning disable CA1031 // Figures that can't be had must not cost the agent its connection.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            _logger.CallbackFailed(fault);
        }

        return JsonSerializer.SerializeToUtf8Bytes(
            new HeartbeatMessage
            {
                Agent = _options.Wallet,
                Platform = _options.Platform,
                Version = _options.Version,
                Capabilities = _options.Capabilities,
                Config = new HeartbeatConfig
                {
                    MaxBandwidth = _options.MaxBandwidth,
                    DailyDataCap = _options.DailyDataCap,
                    Capacity = _options.Capacity,
                    Acknowledges = true,
                    Operator = _options.Operator,
                },
                Metrics = metrics,
            },
            SocketJsonContext.Default.HeartbeatMessage);
    }
}
