namespace PhantomParadox.AspNetCore.Gateway;

// What the market tells the socket's session.
internal sealed partial class AgentSocket
{
    void IAgentTransport.Deliver(SessionId session, AgentMessage message)
    {
        lock (_gate)
        {
            if (message is AgentMessage.SessionSuperseded)
            {
                Supersede(session);
                return;
            }

            if (session != _session)
                return;

            switch (message)
            {
                case AgentMessage.SessionOpened opened:
                    _agent = opened.Agent;
                    _gateway.Show(opened.Agent, this);
                    SettleFirst();
                    break;
                case AgentMessage.ProfileAccepted:
                    SettleFirst();
                    break;
                case AgentMessage.JobAssigned assigned when CanQueue():
                    MessageEncoder.Assignment(_outbox, assigned.Job, Volatile.Read(ref _lastHeartbeatMs) + _gateway.HeartbeatTimeoutMs);
                    Queued();
                    break;
                case AgentMessage.StopWork stop when CanQueue():
                    MessageEncoder.StopWork(_outbox, stop);
                    Queued();
                    break;
                case AgentMessage.JuryInvited invited when CanQueue():
                    MessageEncoder.Invite(_outbox, invited);
                    Queued();
                    break;
                case AgentMessage.JuryCase told when CanQueue():
                    MessageEncoder.Case(_outbox, told);
                    Queued();
                    break;
                case AgentMessage.JuryEvidence evidence when CanQueue():
                    MessageEncoder.Evidence(_outbox, evidence);
                    Queued();
                    break;
                case AgentMessage.JuryReveal reveal when CanQueue():
                    MessageEncoder.Reveal(_outbox, reveal);
                    Queued();
                    break;
                case AgentMessage.VerdictReached reached when CanQueue():
                    MessageEncoder.Verdict(_outbox, reached);
                    Queued();
                    break;
                case AgentMessage.PaymentReleased paid when CanQueue():
                    MessageEncoder.Payment(_outbox, paid);
                    Queued();
                    break;
            }

            if (!_outbox.IsEmpty)
                WakeWriter();
        }
    }

    // The caller holds the lock.
    private void Supersede(SessionId session)
    {
        _gateway.Hub.Detach(session);
        if (session != _session)
            return;
        _session = default;
        _supersededAt = _gateway.Time.GetTimestamp();
    }
}
