using System.Net.WebSockets;
using PhantomParadox.Protocol.Socket;

namespace PhantomParadox.AspNetCore.Gateway;

// What the socket sends. One writer at a time, and none while there is nothing to send.
internal sealed partial class AgentSocket
{
    private TaskCompletionSource? _idle;
    private bool _isWriting;
    private bool _writeFailed;
    private int _closeCode;
    private string _closeReason = "";
    private bool _closeSent;
    private long _sendBegan;
    private long _closeBegan;

    /// <summary>Whether nothing more is taken from the agent.</summary>
    public bool IsClosing => Volatile.Read(ref _closeCode) != 0;

    /// <summary>Bytes that wait for the agent.</summary>
    public int Backlog => _outbox.Bytes;

    void IThreadPoolWorkItem.Execute() => Flush();

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

        bool Exceeds(long began, TimeSpan limit) => began != 0 && time.GetElapsedTime(began, now) > limit;
    }

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

    // The caller holds the lock. Never writes on the caller's thread, which may be the market's.
    private void WakeWriter()
    {
        if (!_isWriting)
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    /// <summary>Starts the writer on this thread where there is something to send and nobody does.</summary>
    private void Flush()
    {
        lock (_gate)
        {
            if (_isWriting || (_outbox.IsEmpty && (_closeCode == 0 || _closeSent)))
                return;
            _isWriting = true;
        }

        _ = WriteAsync();
    }

    /// <summary>Waits until what is queued, the close included, has been sent.</summary>
    private async Task DrainAsync()
    {
        Flush();
        Task idle;
        lock (_gate)
        {
            if (!_isWriting || _writeFailed)
                return;
            idle = (_idle ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }

        await idle.ConfigureAwait(false);
    }

    private async Task WriteAsync()
    {
        try
        {
            while (true)
            {
                byte[]? batch;
                int length, count;
                bool close;
                lock (_gate)
                {
                    close = !_outbox.TryTake(out batch, out length, out count);
                    if (close && (_closeCode == 0 || _closeSent))
                    {
                        _isWriting = false;
                        _idle?.TrySetResult();
                        return;
                    }

                    _closeSent |= close;
                }

                if (batch is not null)
                    await SendAsync(batch, length, count).ConfigureAwait(false);
                else
                    await SendCloseAsync().ConfigureAwait(false);
            }
        }
        catch (Exception fault) when (fault is WebSocketException or IOException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
        {
            // The connection is gone; its reader sees that too and ends the socket. The writer counts as busy for ever: nobody writes again.
            lock (_gate)
            {
                _writeFailed = true;
                _idle?.TrySetResult();
            }

            Abort();
        }
    }

    private async ValueTask SendAsync(byte[] batch, int length, int count)
    {
        try
        {
            ReadOnlyMemory<byte> rest = batch.AsMemory(0, length);
            while (!rest.IsEmpty)
            {
                var message = Outbox.Next(ref rest);
                Volatile.Write(ref _sendBegan, _gateway.Time.GetTimestamp());
                await _socket.SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None).ConfigureAwait(false);
            }

            _gateway.Metrics.Sent(count);
        }
        finally
        {
            Volatile.Write(ref _sendBegan, 0);
            lock (_gate)
                _outbox.Sent(batch);
        }
    }

    private async ValueTask SendCloseAsync()
    {
        Volatile.Write(ref _sendBegan, _gateway.Time.GetTimestamp());
        // Codes that stand for "no code" and "cut off" must not be sent.
        var code = _closeCode is 1005 or 1006 or 1015 ? (int)WebSocketCloseStatus.NormalClosure : _closeCode;
        await _socket.CloseOutputAsync((WebSocketCloseStatus)code, _closeReason, CancellationToken.None).ConfigureAwait(false);
        Volatile.Write(ref _sendBegan, 0);
        Volatile.Write(ref _closeBegan, _gateway.Time.GetTimestamp());
    }
}
