using PhantomParadox.Engine;

namespace PhantomParadox.Core.Tests.Engine;

/// <summary>An engine on a counter, driven by hand.</summary>
internal sealed class EngineRig
{
    private static readonly Epoch Term = new(1, 7);

    public EngineRig(long poison = long.MinValue, Command? first = null)
    {
        Machine = new CounterMachine { Poison = poison };
        Engine = new MarketEngine(
            Machine, events => new Decision(null!, events), new Transport(Log), Feed, new CountingEntropy(), Faults.Add);
        Engine.Open(new JournalHead(0, new byte[32], Term), Term, first);
    }

    public CounterMachine Machine { get; }

    public MarketFeed Feed { get; } = new();

    public MarketEngine Engine { get; }

    /// <summary>What left, in order.</summary>
    public List<string> Log { get; } = [];

    public List<Exception> Faults { get; } = [];

    /// <summary>The batches that were sealed.</summary>
    public List<byte[]> Batches { get; } = [];

    public long Now { get; set; } = 1_000;

    public TestCommand Offer(TestCommand command)
    {
        Engine.Offer(command);
        return command;
    }

    public TestCommand Add(long number) => Offer(TestCommand.Add(number));

    /// <summary>One turn; keeps the batch.</summary>
    public EncodedBatch? Turn()
    {
        var batch = Engine.Turn(Now);
        if (batch is { } made)
            Batches.Add(made.Bytes.ToArray());
        return batch;
    }

    /// <summary>One turn that must seal, and whose batch is durable at once.</summary>
    public void TurnAndCommit() => Engine.Committed(Turn()!.LastPosition);

    private sealed class Transport(List<string> log) : IAgentTransport
    {
        public void Deliver(SessionId session, AgentMessage message) =>
            log.Add($"message {((AgentMessage.StopWork)message).Attempt} to {session.Value}");
    }
}

/// <summary>Bytes that count up.</summary>
internal sealed class CountingEntropy : IEntropy
{
    private int _next;

    public int Calls { get; private set; }

    public void Fill(Span<byte> destination)
    {
        Calls++;
        foreach (ref var value in destination)
            value = (byte)_next++;
    }
}
