namespace PhantomParadox.AspNetCore.Gateway;

// The session that the socket may hold, and what the market is told of its agent.
internal sealed partial class AgentSocket
{
    private SessionId _session;
    private AgentId _agent;
    private long _profileSentAt;
    private long _bytesSent;
    private bool _mustSend;
    private long _supersededAt;

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

    /// <summary>A call to the market that an answer to the agent may hang on.</summary>
    private readonly record struct ProfileCall(ValueTask<Outcome<AgentId>> Answer, PendingAck Ack, SessionId Session, bool Opening);
}
