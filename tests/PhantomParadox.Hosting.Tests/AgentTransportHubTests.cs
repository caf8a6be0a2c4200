using Microsoft.Extensions.Logging;
using Xunit;

namespace PhantomParadox.Hosting.Tests;

/// <summary>The hub over transports that write down what they get.</summary>
public sealed class AgentTransportHubTests : AgentTransportContract
{
    private readonly AgentTransportHub _hub = new();
    private readonly Dictionary<SessionId, Recorder> _recorders = [];

    protected override IAgentTransport Transport => _hub;

    [Fact]
    public void KeepsAnExceptionOfATransport_FromTheMarket_AndLogsIt()
    {
        var log = new Listener();
        var hub = new AgentTransportHub(log);
        var bad = hub.Attach(new Broken());
        var recorder = new Recorder();
        var good = hub.Attach(recorder);

        hub.Deliver(bad, Stop(1));
        hub.Deliver(good, Stop(2));

        Assert.Equal([Stop(2)], recorder.Messages);
        var (level, text, error) = Assert.Single(log.Entries);
        Assert.Equal(LogLevel.Error, level);
        Assert.Contains(nameof(Broken), text, StringComparison.Ordinal);
        Assert.IsType<InvalidOperationException>(error);
    }

    [Fact]
    public void Tells_ATransportWhichOfItsSessionsIsMeant()
    {
        var recorder = new Recorder();
        var (one, other) = (_hub.Attach(recorder), _hub.Attach(recorder));
        _hub.Deliver(other, Stop(1));
        _hub.Deliver(one, Stop(2));
        Assert.Equal([other, one], recorder.Sessions);
    }

    [Fact]
    public void Counts_TheSessionsAttached()
    {
        var one = Open();
        Open();
        _hub.Detach(one);
        Assert.Equal(1, _hub.Count);
    }

    // Goal: no name is given twice, whoever asks. Method: four threads that attach at once.
    [Fact]
    public void NeverNames_TwoSessionsAlike_AcrossThreads()
    {
        var recorder = new Recorder();
        var names = new System.Collections.Concurrent.ConcurrentBag<SessionId>();
        Parallel.For(0, 10_000, new ParallelOptions { MaxDegreeOfParallelism = 4 }, _ => names.Add(_hub.Attach(recorder)));
        Assert.Equal(10_000, names.Distinct().Count());
    }

    protected override SessionId Open()
    {
        var recorder = new Recorder();
        var session = _hub.Attach(recorder);
        _recorders[session] = recorder;
        return session;
    }

    protected override void End(SessionId session) => _hub.Detach(session);

    protected override IReadOnlyList<AgentMessage> Received(SessionId session) => _recorders[session].Messages;

    private sealed class Recorder : IAgentTransport
    {
        public List<SessionId> Sessions { get; } = [];

        public List<AgentMessage> Messages { get; } = [];

        public void Deliver(SessionId session, AgentMessage message)
        {
            Sessions.Add(session);
            Messages.Add(message);
        }
    }

    private sealed class Broken : IAgentTransport
    {
        public void Deliver(SessionId session, AgentMessage message) => throw new InvalidOperationException("The line is cut.");
    }

    private sealed class Listener : ILogger<AgentTransportHub>
    {
        public List<(LogLevel, string, Exception?)> Entries { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Entries.Add((logLevel, formatter(state, exception), exception));
    }
}
