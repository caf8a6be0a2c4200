namespace PhantomParadox.Testing;

/// <summary>A network that keeps what it delivers till it is asked for, and can lose it. All members may be called from any thread.</summary>
public sealed class FakeNetwork : IAgentTransport
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<ulong, Queue<AgentMessage>> _inboxes = [];
    private readonly SeededChance _chance;

    /// <summary>Makes a network.</summary>
    /// <param name="chance">Which messages are lost. Default: of seed 1.</param>
    public FakeNetwork(SeededChance? chance = null) => _chance = chance ?? new SeededChance(1);

    /// <summary>How many of a hundred messages are lost. Default 0.</summary>
    public int LossPercent { get; set; }

    /// <summary>Messages that were kept.</summary>
    public long Delivered { get; private set; }

    /// <summary>Messages that were lost, or came for a session that isn't connected.</summary>
    public long Lost { get; private set; }

    /// <summary>Begins to keep messages of a session.</summary>
    public void Connect(SessionId session)
    {
        lock (_gate)
            _inboxes.TryAdd(session.Value, new Queue<AgentMessage>());
    }

    /// <summary>Ends a session's connection; what lies there unread is lost.</summary>
    public void Cut(SessionId session)
    {
        lock (_gate)
        {
            if (_inboxes.Remove(session.Value, out var left))
                Lost += left.Count;
        }
    }

    /// <summary>Ends all connections, as when the host of the market dies.</summary>
    public void CutAll()
    {
        lock (_gate)
        {
            foreach (var inbox in _inboxes.Values)
                Lost += inbox.Count;
            _inboxes.Clear();
        }
    }

    /// <inheritdoc/>
    public void Deliver(SessionId session, AgentMessage message)
    {
        lock (_gate)
        {
            if (!_inboxes.TryGetValue(session.Value, out var inbox) || _chance.Percent(LossPercent))
            {
                Lost++;
                return;
            }
            inbox.Enqueue(message);
            Delivered++;
        }
    }

    /// <summary>Takes the oldest unread message of a session.</summary>
    /// <returns>Null where there is none.</returns>
    public AgentMessage? Receive(SessionId session)
    {
        lock (_gate)
            return _inboxes.TryGetValue(session.Value, out var inbox) && inbox.TryDequeue(out var message) ? message : null;
    }
}
