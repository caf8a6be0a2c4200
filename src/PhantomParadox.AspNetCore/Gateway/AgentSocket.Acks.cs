namespace PhantomParadox.AspNetCore.Gateway;

// The answers to heartbeats, in the heartbeats' order.
internal sealed partial class AgentSocket
{
    private PendingAck? _firstAck;
    private PendingAck? _lastAck;

    // The caller holds the lock. An answer never overtakes one that the market still owes, and bears the time at which its heartbeat was read.
    private void AckUnchanged()
    {
        if (_lastAck is not null)
            _lastAck.Owed++;
        else
            SendAck(_lastHeartbeatMs);
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
                    SendAck(_gateway.Time.GetUtcNow().ToUnixTimeMilliseconds());
            }

            _firstAck = first.Next;
            if (_firstAck is null)
                _lastAck = null;
        }
    }

    // The caller holds the lock.
    private void SendAck(long now)
    {
        if (!CanQueue())
            return;
        MessageEncoder.Ack(_outbox, _agent, now);
        Queued();
    }

    // The caller holds the lock. The market answers in order, so this is for the oldest that it has not answered.
    private void SettleFirst()
    {
        for (var ack = _firstAck; ack is not null; ack = ack.Next)
        {
            if (ack.Settled)
                continue;
            Settle(ack, null);
            return;
        }
    }
}
