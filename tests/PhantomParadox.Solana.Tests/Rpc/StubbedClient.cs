using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace PhantomParadox.Solana.Tests.Rpc;

/// <summary>A client over <see cref="StubHandler"/>, in time that passes only when it is told to, or whenever the client waits.</summary>
internal sealed class StubbedClient : IDisposable
{
    public StubbedClient(Func<StubHandler.Request, StubHandler.Answer> answer, Action<SolanaRpcOptions>? configure = null, params string[] endpoints)
    {
        Handler = new StubHandler(answer);
        var options = new SolanaRpcOptions();
        foreach (var endpoint in endpoints.DefaultIfEmpty("https://one.test/"))
            options.Endpoints.Add(endpoint);
        configure?.Invoke(options);
        Client = new RpcClient(options, Handler, Time, () => 1, new Logger(Log));
    }

    public StubHandler Handler { get; }

    public RpcClient Client { get; }

    public WaitingTime Time { get; } = new();

    public ConcurrentQueue<string> Log { get; } = [];

    public void Dispose() => Client.Dispose();

    /// <summary>Time in which a wait is over at once, and is remembered; timeouts of requests, which are long, never come by themselves.</summary>
    internal sealed class WaitingTime : FakeTimeProvider
    {
        private readonly ConcurrentQueue<TimeSpan> _waits = [];

        /// <summary>What the client waited for, in order.</summary>
        public IReadOnlyList<TimeSpan> Waits => [.. _waits];

        /// <summary>Timers of this length, and only these, are left to the test.</summary>
        public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(10);

        public bool TimesOut { get; set; }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            var isTimeout = dueTime == RequestTimeout;
            if (dueTime <= TimeSpan.Zero || (isTimeout && !TimesOut))
                return timer;
            if (!isTimeout)
                _waits.Enqueue(dueTime);

            // Not inside of the caller, which doesn't have its timer yet.
            ThreadPool.QueueUserWorkItem(_ => Advance(dueTime));
            return timer;
        }
    }

    private sealed class Logger(ConcurrentQueue<string> log) : ILogger<RpcClient>
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            log.Enqueue($"{logLevel}: {formatter(state, exception)} {exception}");
    }
}
