using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using PhantomParadox.Protocol.Socket;

namespace PhantomParadox.Client;

/// <summary>An agent: connects to a market, beats, reconnects, and has a handler work on the jobs that it is given.</summary>
/// <remarks>
/// <para>Each assignment is acknowledged and worked on once, however often it is sent. Results outlive the connection: they are sent
/// again until the market has them. When the market wants a job stopped, the handler's token is cancelled.</para>
/// <para>Safe for use from any thread. Results that have not arrived are lost with the process.</para>
/// </remarks>
public sealed class AgentClient : IAsyncDisposable
{
    private static readonly TimeSpan RestartWait = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan GoodbyeWait = TimeSpan.FromSeconds(2);

    private readonly AgentClientOptions _options;
    private readonly Uri _address;
    private readonly AgentWork _work;
    private readonly ILogger _logger;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _disposed = new();
    private Task? _run;
    private string? _agentId;
    private volatile bool _connected;
    private int _failures;

    /// <summary>Makes an agent; <see cref="RunAsync"/> starts it.</summary>
    /// <param name="options">What it connects to, and what it offers.</param>
    /// <param name="handler">
    /// Works on one job; called for as many at once as <see cref="AgentClientOptions.Capacity"/> says. Its token is cancelled when the
    /// market wants the job stopped or the client stops. An exception ends the attempt as failed.
    /// </param>
    /// <param name="logger">Hears what happens. Default: nobody.</param>
    /// <param name="timeProvider">The clock of heartbeats and waits. Default: the system's.</param>
    /// <exception cref="ArgumentException">An option is outside its range.</exception>
    public AgentClient(
        AgentClientOptions options,
        Func<AgentJob, CancellationToken, Task<AgentJobResult>> handler,
        ILogger<AgentClient>? logger = null,
        TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(handler);
        options.Check();
        _options = options;
        _address = options.SocketAddress();
        _logger = logger ?? NullLogger<AgentClient>.Instance;
        _time = timeProvider ?? TimeProvider.System;
        _work = new AgentWork(options, handler, _logger);
    }

    /// <summary>Raised when money was released to the agent. Called on the connection's reader: be quick.</summary>
    public event EventHandler<PaymentMessage>? PaymentReceived;

    /// <summary>Raised when the market has answered the first heartbeat of a connection. Called on the connection's reader: be quick.</summary>
    public event EventHandler? Connected;

    /// <summary>The agent's identity at the market; null before its first answer.</summary>
    public string? AgentId => Volatile.Read(ref _agentId);

    /// <summary>Whether the market has answered a heartbeat of the present connection.</summary>
    public bool IsConnected => _connected;

    /// <summary>Connects and works until told to stop, reconnecting as often as needed.</summary>
    /// <param name="cancellationToken">
    /// Stops the agent: handlers are cancelled and get <see cref="AgentClientOptions.StopTimeout"/> to end; jobs on which no progress was
    /// reported are handed back.
    /// </param>
    /// <returns>Completes when it has stopped.</returns>
    /// <exception cref="InvalidOperationException">It runs already, or ran before.</exception>
    /// <exception cref="UnauthorizedAccessException">The market does not accept the wallet's identity.</exception>
    public Task RunAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(_disposed.IsCancellationRequested, this);
        var run = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (Interlocked.CompareExchange(ref _run, run.Task, null) is not null)
            throw new InvalidOperationException("An agent runs once.");
        return CompleteAsync();

        async Task CompleteAsync()
        {
            try
            {
                await RunOnceAsync(cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                run.SetResult();
            }
        }
    }

    /// <summary>Stops the agent, as cancelling <see cref="RunAsync"/> does, and waits until it has stopped.</summary>
    public async ValueTask DisposeAsync()
    {
        await _disposed.CancelAsync().ConfigureAwait(false);
        if (Volatile.Read(ref _run) is { } run)
            await run.ConfigureAwait(false);
        _work.Dispose();
    }

    private async Task RunOnceAsync(CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _disposed.Token);
        using var cut = new CancellationTokenSource();
        var connecting = KeepConnectedAsync(stop.Token, cut.Token);
        var stopped = Task.Delay(Timeout.InfiniteTimeSpan, stop.Token);
        await Task.WhenAny(connecting, stopped).ConfigureAwait(false);

        // The connection lives on while work ends, so that what is handed back arrives.
        await _work.StopAsync().ConfigureAwait(false);
        await _work.CloseConnectionAsync().ConfigureAwait(false);
        cut.CancelAfter(GoodbyeWait);
        await connecting.ConfigureAwait(false);
    }

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

    private async Task HandleAsync(AgentConnection connection, ReadOnlyMemory<byte> bytes)
    {
        try
        {
            using var message = JsonDocument.Parse(bytes);
            var type = message.RootElement.ValueKind == JsonValueKind.Object && message.RootElement.TryGetProperty("type", out var given)
                && given.ValueKind == JsonValueKind.String ? given.GetString() : null;
            switch (type)
            {
                case SocketMessageTypes.HeartbeatAck:
                    await AnsweredAsync(connection, message.Deserialize(SocketJsonContext.Default.HeartbeatAckMessage)!).ConfigureAwait(false);
                    break;
                case SocketMessageTypes.JobAssignment:
                    await _work.AssignAsync(message.Deserialize(SocketJsonContext.Default.JobAssignmentMessage)!).ConfigureAwait(false);
                    break;
                case SocketMessageTypes.JobCancel:
                    var stop = message.Deserialize(SocketJsonContext.Default.JobCancelMessage)!;
                    _work.Cancel(stop.JobId, stop.Attempt, stop.Reason);
                    break;
                case SocketMessageTypes.Payment:
                    var payment = message.Deserialize(SocketJsonContext.Default.PaymentMessage)!;
                    Raise(() => PaymentReceived?.Invoke(this, payment));
                    break;
                case SocketMessageTypes.Error:
                    Refused(connection, message.Deserialize(SocketJsonContext.Default.ErrorMessage)!);
                    break;
            }
        }
        catch (JsonException fault)
        {
            _logger.MessageUnreadable(fault);
        }
    }

    private async Task AnsweredAsync(AgentConnection connection, HeartbeatAckMessage ack)
    {
        connection.HeartbeatsAnswered++;
        Volatile.Write(ref _agentId, ack.AgentId);
        _failures = 0;
        if (_connected)
        {
            await _work.ConfirmAsync(connection, connection.HeartbeatsAnswered).ConfigureAwait(false);
            return;
        }

        _connected = true;
        _logger.Connected(_address, ack.AgentId);
        Raise(() => Connected?.Invoke(this, EventArgs.Empty));
        await _work.ResumeAsync(connection).ConfigureAwait(false);
    }

    private void Refused(AgentConnection connection, ErrorMessage error)
    {
        _logger.MessageRefused(error.InReplyTo, error.Code, error.Error);
        if (error.InReplyTo == SocketMessageTypes.Heartbeat)
            connection.HeartbeatsAnswered++;
        else if (error.InReplyTo is { } job)
            _work.Refused(job, error.Code);
    }

    private void Raise(Action callback)
    {
        try
        {
            callback();
        }
#pragma warning disable CA1031 // A listener that throws must not end the connection.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            _logger.CallbackFailed(fault);
        }
    }
}
