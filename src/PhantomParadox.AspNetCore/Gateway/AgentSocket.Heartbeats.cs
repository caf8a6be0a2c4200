namespace PhantomParadox.AspNetCore.Gateway;

// What the agent says of itself.
internal sealed partial class AgentSocket
{
    // How often the count of bytes alone is worth a command.
    private static readonly TimeSpan BytesInterval = TimeSpan.FromSeconds(10);

    private Heartbeat? _heartbeat;
    private long _lastWord;
    private long _lastHeartbeatMs;

    /// <summary>The newest heartbeat; null before the first.</summary>
    public Heartbeat? Heartbeat => Volatile.Read(ref _heartbeat);

    /// <summary>How long the agent has said nothing on this socket.</summary>
    public TimeSpan Silence => _gateway.Time.GetElapsedTime(Volatile.Read(ref _lastWord));

    /// <summary>What the gateway knows of the agent.</summary>
    public LiveAgent Live
    {
        get
        {
            var newest = Heartbeat!;
            return new LiveAgent(Volatile.Read(ref _lastHeartbeatMs), newest.Cut(newest.Metrics), newest.Cut(newest.Config), newest.Cut(newest.Location));
        }
    }

    /// <summary>Tells the market of the bytes relayed since the last time, where that is due.</summary>
    public void SendBytesIfDue()
    {
        if (Heartbeat is not { } newest || newest.BytesRelayed == Volatile.Read(ref _bytesSent))
            return;

        ProfileCall call;
        lock (_gate)
        {
            if (_session == default || _gateway.Time.GetElapsedTime(_profileSentAt) < BytesInterval)
                return;
            call = Send(owed: 0, opening: false);
        }

        _ = SettleAsync(call);
    }

    // Most heartbeats are those before, byte by byte.
    private bool TryAckRepeated(ReadOnlySpan<byte> message)
    {
        if (_heartbeat is not { } before || !message.SequenceEqual(before.Raw))
            return false;
        Touch(heartbeat: true);
        lock (_gate)
        {
            if (_session == default || _mustSend)
                return false;
            AckUnchanged();
            return true;
        }
    }

    private Task? HandleHeartbeat(ReadOnlySpan<byte> message)
    {
        var before = _heartbeat;
        if (HeartbeatParser.Parse(message, before, out var heartbeat) is { } complaint)
        {
            Refuse(complaint, MessageTypes.Name(MessageType.Heartbeat));
            return null;
        }

        if (before is not null && before.Profile.Wallet != heartbeat!.Profile.Wallet)
        {
            Refuse(Complaint.Field("agent", "the wallet of this socket's first heartbeat"), MessageTypes.Name(MessageType.Heartbeat));
            return null;
        }

        if (before is null && _gateway.WalletRule.Check(heartbeat!.Profile.Wallet) is { } wrong)
        {
            Refuse(new Complaint("validation_failed", "agent " + wrong), MessageTypes.Name(MessageType.Heartbeat));
            return null;
        }

        Volatile.Write(ref _heartbeat, heartbeat);
        Touch(heartbeat: true);
        if (before is null)
            return _gateway.Wallets.Join(this);

        var hasSession = false;
        ProfileCall? update = null;
        lock (_gate)
        {
            hasSession = _session != default;
            if (hasSession && (_mustSend || !ReferenceEquals(before.Profile, heartbeat!.Profile)))
                update = Send(owed: 1, opening: false);
        }

        if (update is { } call)
            return SettleAsync(call);
        if (!hasSession)
        {
            if (_gateway.Wallets.TryOpen(this) is { } opening)
                return opening;
            if (Agent == default)
            {
                SendError("busy", "The agent's other socket has not been answered yet; try again", MessageTypes.Name(MessageType.Heartbeat));
                return null;
            }
        }

        lock (_gate)
            AckUnchanged();
        SendBytesIfDue();
        return null;
    }

    // Every well-formed word shows that the agent lives; only heartbeats are shown as such.
    private void Touch(bool heartbeat)
    {
        Volatile.Write(ref _lastWord, _gateway.Time.GetTimestamp());
        if (heartbeat)
            Volatile.Write(ref _lastHeartbeatMs, _gateway.Time.GetUtcNow().ToUnixTimeMilliseconds());
    }
}
