namespace PhantomParadox.AspNetCore.Gateway;

// The session that the socket may hold, and the answers to its heartbeats.
internal sealed partial class AgentSocket
{
    // How often the count of bytes alone is worth a command.
    private static readonly TimeSpan BytesInterval = TimeSpan.FromSeconds(10);

    private Heartbeat? _heartbeat;
    private SessionId _session;
    private AgentId _agent;
    private long _lastWord;
    private long _lastHeartbeatMs;
    private long _profileSentAt;
    private long _bytesSent;
    private bool _mustSend;
    private long _supersededAt;
    private PendingAck? _firstAck;
    private PendingAck? _lastAck;

    /// <summary>The newest heartbeat; null before the first.</summary>
    public Heartbeat? Heartbeat => Volatile.Read(ref _heartbeat);

    /// <summary>The agent's identity; the empty one until the market has answered.</summary>
    public AgentId Agent
    {
        get
        {
            lock (_gate)
                return _agent;
        }
    }

    /// <summary>The session; 0 while the socket holds none.</summary>
    public SessionId Session
    {
        get
        {
            lock (_gate)
                return _session;
        }
    }

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

    /// <summary>Whether another host's session took this one's place within the time given.</summary>
    public bool SupersededWithin(TimeSpan time)
    {
        lock (_gate)
            return _supersededAt != 0 && _gateway.Time.GetElapsedTime(_supersededAt) < time;
    }

    public void ForgetSupersession()
    {
        lock (_gate)
            _supersededAt = 0;
    }

    public void Learn(AgentId agent)
    {
        lock (_gate)
        {
            if (_agent == default)
                _agent = agent;
        }
    }

    /// <summary>Opens a session for the newest heartbeat. The caller holds the registry's lock.</summary>
    /// <param name="session">The session, attached already.</param>
    /// <param name="owed">Answers owed to the agent for it: 1 where a heartbeat asked, 0 where another socket's end did.</param>
    /// <returns>The market's answer, seen to.</returns>
    public Task Open(SessionId session, int owed)
    {
        ProfileCall call;
        lock (_gate)
        {
            _session = session;
            _supersededAt = 0;
            call = Send(owed, opening: true);
        }

        return SettleAsync(call);
    }

    /// <summary>Lets go of the session.</summary>
    /// <returns>The session that it was; 0 for none.</returns>
    public SessionId Release()
    {
        lock (_gate)
        {
            var session = _session;
            _session = default;
            return session;
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

    private bool IsRepeated(ReadOnlySpan<byte> message)
    {
        var before = _heartbeat;
        if (before is null || !message.SequenceEqual(before.Raw))
            return false;
        lock (_gate)
            return _session != default && !_mustSend;
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

    // An answer never overtakes one that the market still owes.
    private void AckUnchanged()
    {
        lock (_gate)
        {
            if (_lastAck is not null)
                _lastAck.Owed++;
            else
                SendAck();
        }
    }

    // The caller holds the lock, so that profiles reach the market in the order in which they were read; the answer is for SettleAsync,
    // without the lock.
    private ProfileCall Send(int owed, bool opening)
    {
        _mustSend = false;
        _profileSentAt = _gateway.Time.GetTimestamp();
        Volatile.Write(ref _bytesSent, _heartbeat!.BytesRelayed);
        var profile = _heartbeat.FullProfile;
        var ack = Expect(owed);
        ValueTask<Outcome<AgentId>> answer;
        try
        {
            answer = opening ? _gateway.Market.OpenSessionAsync(_session, profile) : _gateway.Market.UpdateProfileAsync(_session, profile);
        }
#pragma warning disable CA1031 // Whatever the market throws, this agent gets an answer and its socket lives.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            answer = ValueTask.FromException<Outcome<AgentId>>(fault);
        }

        return new ProfileCall(answer, ack, _session, opening);
    }

    // The caller holds the lock.
    private PendingAck Expect(int owed)
    {
        var ack = new PendingAck { Owed = owed };
        if (_lastAck is null)
            _firstAck = ack;
        else
            _lastAck.Next = ack;
        return _lastAck = ack;
    }

    private async Task SettleAsync(ProfileCall call)
    {
        Interlocked.Increment(ref _calls);
        Refusal? refusal;
        try
        {
            var outcome = await call.Answer.ConfigureAwait(false);
            refusal = outcome.Refusal;
            if (outcome.IsAccepted)
                Learn(outcome.Value);
        }
#pragma warning disable CA1031 // As above.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            _gateway.Log.MarketCallFailed(fault);
            refusal = new Refusal(RefusalCode.InternalError, "A fault inside the server");
        }

        Interlocked.Decrement(ref _calls);
        if (refusal is not null)
            refusal = Judge(refusal, call.Session, call.Opening);
        lock (_gate)
        {
            // Where it was accepted the transport has mostly been told first; a session that ended meanwhile is not.
            Settle(call.Ack, refusal);
            if (!_outbox.IsEmpty)
                WakeWriter();
        }
    }

    /// <summary>What a refused profile means for the agent.</summary>
    private Refusal? Judge(Refusal refusal, SessionId session, bool opening)
    {
        if (opening)
        {
            _gateway.Wallets.OpeningFailed(this, session);
            lock (_gate)
                _mustSend = true;
            return refusal;
        }

        if (refusal.Code == RefusalCode.SessionUnknown)
        {
            // Another socket of the wallet has it now, or the market forgot the session: the next heartbeat opens one. Either way this
            // heartbeat was heard.
            _gateway.Wallets.SessionLost(this, session);
            return null;
        }

        lock (_gate)
            _mustSend = true;
        return refusal;
    }

    // The caller holds the lock.
    private void Settle(PendingAck ack, Refusal? refusal)
    {
        if (ack.Settled)
            return;
        ack.Settled = true;
        ack.Refusal = refusal;
        while (_firstAck is { Settled: true } first)
        {
            for (; first.Owed > 0; first.Owed--)
            {
                if (first.Refusal is { } why)
                    SendRefusal(why, MessageTypes.Name(MessageType.Heartbeat));
                else
                    SendAck();
            }

            _firstAck = first.Next;
            if (_firstAck is null)
                _lastAck = null;
        }
    }

    // The caller holds the lock.
    private void SendAck()
    {
        if (!CanQueue())
            return;
        MessageEncoder.Ack(_outbox, _agent, _gateway.Time.GetUtcNow().ToUnixTimeMilliseconds());
        Queued();
    }

    /// <summary>A call to the market that an answer to the agent may hang on.</summary>
    private readonly record struct ProfileCall(ValueTask<Outcome<AgentId>> Answer, PendingAck Ack, SessionId Session, bool Opening);
}
