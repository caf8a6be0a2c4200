using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using PhantomParadox.Protocol.Socket;

namespace PhantomParadox.Client;

/// <summary>An agent: connects to a market, beats, reconnects, has a handler work on the jobs that it is given, and sits on juries.</summary>
/// <remarks>
/// <para>Each assignment is acknowledged and worked on once, however often it is sent. Results outlive the connection: they are sent
/// again until the market has them. When the market wants a job stopped, the handler's token is cancelled.</para>
/// <para>With <see cref="AgentClientOptions.Jury"/> it sits on juries too: each case is judged once, and what it has to say is said until
/// the market has answered. What a jury asked while there was no connection is taken up when there is one again.</para>
/// <para>Safe for use from any thread. Results that have not arrived are lost with the process, and so are the salts of sealed votes
/// unless <see cref="JurorOptions.Ballots"/> keeps them.</para>
/// </remarks>
public sealed partial class AgentClient : IAsyncDisposable
{
    private static readonly TimeSpan RestartWait = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan GoodbyeWait = TimeSpan.FromSeconds(2);

    private readonly AgentClientOptions _options;
    private readonly Uri _address;
    private readonly AgentWork _work;
    private readonly JuryWork _jury;
    private readonly HttpClient? _ownHttp;
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
        if (options.Http is null)
            _ownHttp = new HttpClient { BaseAddress = options.RestAddress(), Timeout = options.ConnectTimeout };
        _jury = new JuryWork(options.Jury, new CourtCalls(new MarketHttp(options.Http ?? _ownHttp!), options, _time), options, _logger);
    }

    /// <summary>Raised when money was released to the agent. Called on the connection's reader: be quick.</summary>
    public event EventHandler<PaymentMessage>? PaymentReceived;

    /// <summary>Raised when a jury has ruled, on which the agent sat or before which its work was. Called on the connection's reader: be quick.</summary>
    public event EventHandler<VerdictMessage>? VerdictReached;

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
        _jury.Dispose();
        _ownHttp?.Dispose();
    }

    private async Task RunOnceAsync(CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _disposed.Token);
        using var cut = new CancellationTokenSource();
        var connecting = KeepConnectedAsync(stop.Token, cut.Token);
        var stopped = Task.Delay(Timeout.InfiniteTimeSpan, stop.Token);
        await Task.WhenAny(connecting, stopped).ConfigureAwait(false);

        // The connection lives on while work ends, so that what is handed back arrives.
        await Task.WhenAll(_work.StopAsync(), _jury.StopAsync()).ConfigureAwait(false);
        await _work.CloseConnectionAsync().ConfigureAwait(false);
        cut.CancelAfter(GoodbyeWait);
        await connecting.ConfigureAwait(false);
    }
}
