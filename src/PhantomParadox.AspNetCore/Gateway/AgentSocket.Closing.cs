using PhantomParadox.Protocol.Socket;

namespace PhantomParadox.AspNetCore.Gateway;

// How the socket comes to an end that this side wants.
internal sealed partial class AgentSocket
{
    private int _closeCode;
    private string _closeReason = "";
    private bool _closeSent;
    private long _closeBegan;

    /// <summary>Whether nothing more is taken from the agent.</summary>
    public bool IsClosing => Volatile.Read(ref _closeCode) != 0;

    /// <summary>Closes the socket once what is queued has been sent. The first reason stands.</summary>
    public void BeginClose(int code, string reason)
    {
        lock (_gate)
        {
            if (_closeCode != 0 || _ended)
                return;
            _closeReason = reason;
            _closeBegan = _gateway.Time.GetTimestamp();
            Volatile.Write(ref _closeCode, code);
            WakeWriter();
        }
    }

    /// <summary>Closes a socket whose agent doesn't keep up; what waits for it is dropped, and held work is sent again when it comes back.</summary>
    public void CloseAsSlow()
    {
        lock (_gate)
        {
            if (_closeCode != 0)
                return;
            _outbox.Clear();
            _gateway.Metrics.SlowConsumer();
            BeginClose(SocketCloseCodes.Overloaded, "slow_consumer");
        }
    }

    /// <summary>Cuts a connection that stands still: a send, a message that doesn't end, a close without an answer.</summary>
    public void CheckProgress(TimeProvider time)
    {
        var options = _gateway.Options;
        var now = time.GetTimestamp();
        if (Exceeds(Volatile.Read(ref _sendBegan), options.SendStall))
        {
            _gateway.Metrics.SlowConsumer();
            Abort();
        }
        else if (IsClosing)
        {
            if (Exceeds(Volatile.Read(ref _closeBegan), options.CloseTimeout))
                Abort();
        }
        else if (Exceeds(Volatile.Read(ref _messageBegan), options.MessageDeadline))
        {
            BeginClose(SocketCloseCodes.PolicyViolation, "message took too long");
        }
        else if (_upgraded is not null)
        {
            KeepAlive(_upgraded, now);
        }

        bool Exceeds(long began, TimeSpan limit) => began != 0 && time.GetElapsedTime(began, now) > limit;
    }
}
