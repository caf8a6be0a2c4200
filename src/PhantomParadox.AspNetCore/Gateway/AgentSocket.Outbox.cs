namespace PhantomParadox.AspNetCore.Gateway;

// What waits to be sent.
internal sealed partial class AgentSocket
{
    /// <summary>Bytes that wait for the agent.</summary>
    public int Backlog => _outbox.Bytes;

    private void SendRefusal(Refusal refusal, string inReplyTo) => SendError(
        ProblemKinds.Of(refusal.Code).Code,
        refusal.Errors is [var first, ..] ? $"{first.Field}: {first.Message}" : refusal.Detail,
        inReplyTo);

    private void SendError(string code, string text, string? inReplyTo)
    {
        _gateway.Metrics.Refused();
        lock (_gate)
        {
            if (!CanQueue())
                return;
            MessageEncoder.Error(_outbox, code, text, inReplyTo);
            Queued();
        }
    }

    // The caller holds the lock.
    private bool CanQueue() => _closeCode == 0 && !_ended;

    // The caller holds the lock.
    private void Queued()
    {
        if (_outbox.Count > _gateway.Options.MaxOutboxMessages || _outbox.Bytes > _gateway.Options.MaxOutboxBytes)
            CloseAsSlow();
    }
}
