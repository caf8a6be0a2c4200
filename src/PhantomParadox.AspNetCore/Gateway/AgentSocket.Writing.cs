using System.Net.WebSockets;

namespace PhantomParadox.AspNetCore.Gateway;

// The writer: one at a time, and none while there is nothing to send.
internal sealed partial class AgentSocket
{
    private TaskCompletionSource? _idle;
    private bool _isWriting;
    private bool _writeFailed;
    private long _sendBegan;

    void IThreadPoolWorkItem.Execute() => Flush();

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
            if (_isWriting || (_outbox.IsEmpty && !_pingDue && (_closeCode == 0 || _closeSent)))
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
                bool ping;
                lock (_gate)
                {
                    ping = _pingDue && !_closeSent;
                    _pingDue = false;
                    var close = !_outbox.TryTake(out batch, out length, out count) && !ping;
                    if (close && (_closeCode == 0 || _closeSent))
                    {
                        _isWriting = false;
                        _idle?.TrySetResult();
                        return;
                    }

                    _closeSent |= close;
                }

                if (ping)
                    await PingAsync(_upgraded!).ConfigureAwait(false);
                if (batch is not null)
                    await SendAsync(batch, length, count).ConfigureAwait(false);
                else if (!ping)
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

            // A WebSocket that takes no more was ended by its reader, who may still wait for the close to arrive.
            if (fault is not WebSocketException { WebSocketErrorCode: WebSocketError.InvalidState })
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
                _upgraded?.MoreFollows = !rest.IsEmpty;
                var send = _socket.SendAsync(message, WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
                // One that is over at once can't stall.
                if (!send.IsCompleted)
                    Volatile.Write(ref _sendBegan, _gateway.Time.GetTimestamp());
                await send.ConfigureAwait(false);
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
