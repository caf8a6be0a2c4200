namespace PhantomParadox.AspNetCore.Gateway;

// Whether the agent's end is still there. The framework's WebSocket would ask by itself, at the price of a timer and its state for each.
internal sealed partial class AgentSocket
{
    private long _pingedAt;
    private bool _pingDue;

    /// <summary>Asks a peer that has been silent, and cuts one that hasn't answered.</summary>
    private void KeepAlive(UpgradedConnection upgraded, long now)
    {
        var time = _gateway.Time;
        var heardAt = upgraded.HeardAt;
        if (_pingedAt > heardAt)
        {
            if (time.GetElapsedTime(_pingedAt, now) > _gateway.Options.KeepAliveTimeout)
                Abort();
        }
        else if (time.GetElapsedTime(heardAt, now) >= _gateway.Options.KeepAliveInterval)
        {
            _pingedAt = now;
            lock (_gate)
            {
                _pingDue = true;
                WakeWriter();
            }
        }
    }

    private async ValueTask PingAsync(UpgradedConnection upgraded)
    {
        Volatile.Write(ref _sendBegan, _gateway.Time.GetTimestamp());
        await upgraded.PingAsync().ConfigureAwait(false);
        Volatile.Write(ref _sendBegan, 0);
    }
}
