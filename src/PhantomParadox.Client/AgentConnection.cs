using System.Buffers;
using System.Net.WebSockets;

namespace PhantomParadox.Client;

/// <summary>One connection of an agent: sends one message at a time, reads one after the other.</summary>
internal sealed class AgentConnection : IDisposable
{
    // Far above what a server may send; a peer that sends more is none.
    private const int MaxMessageBytes = 1_048_576;

    private readonly ClientWebSocket _socket = new();
    private readonly SemaphoreSlim _sending = new(1);
    private int _heartbeatsSent;

    public AgentConnection()
    {
        _socket.Options.KeepAliveInterval = TimeSpan.FromSeconds(15);
        _socket.Options.KeepAliveTimeout = TimeSpan.FromSeconds(20);
    }

    /// <summary>Answers to heartbeats received.</summary>
    public int HeartbeatsAnswered { get; set; }

    /// <summary>The code that the server closed with; null where it did not say.</summary>
    public int? CloseCode => (int?)_socket.CloseStatus;

    public Task ConnectAsync(Uri address, CancellationToken cancellationToken) => _socket.ConnectAsync(address, cancellationToken);

    /// <summary>Sends a message. One that can't be sent is dropped: the reader notices that the connection is gone.</summary>
    /// <returns>Heartbeats sent before it; −1 where it was dropped.</returns>
    public Task<int> SendAsync(byte[] message, CancellationToken cancellationToken = default) => SendAsync(message, isHeartbeat: false, cancellationToken);

    public Task<int> SendHeartbeatAsync(byte[] message, CancellationToken cancellationToken) => SendAsync(message, isHeartbeat: true, cancellationToken);

    /// <summary>Reads the next message.</summary>
    /// <returns>The message, or null where the server has closed.</returns>
    public async Task<ReadOnlyMemory<byte>?> ReceiveAsync(CancellationToken cancellationToken)
    {
        var message = new ArrayBufferWriter<byte>(1_024);
        while (true)
        {
            var part = await _socket.ReceiveAsync(message.GetMemory(1_024), cancellationToken).ConfigureAwait(false);
            if (part.MessageType == WebSocketMessageType.Close)
                return null;
            message.Advance(part.Count);
            if (part.EndOfMessage)
                return message.WrittenMemory;
            if (message.WrittenCount > MaxMessageBytes)
                throw new WebSocketException(WebSocketError.HeaderError, "The server sent a message of more than 1 MiB.");
        }
    }

    /// <summary>Says goodbye, and waits a little for the answer.</summary>
    public async Task CloseAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        try
        {
            await _sending.WaitAsync(patience.Token).ConfigureAwait(false);
            try
            {
                await _socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, "", patience.Token).ConfigureAwait(false);
            }
            finally
            {
                _sending.Release();
            }
        }
        catch (Exception fault) when (IsConnectionFault(fault))
        {
            // Gone already.
        }
    }

    public void Dispose()
    {
        // The semaphore is left to the collector: a late sender may still hold it.
        _socket.Dispose();
    }

    public static bool IsConnectionFault(Exception fault) =>
        fault is WebSocketException or IOException or OperationCanceledException or ObjectDisposedException or InvalidOperationException
            or System.Net.Http.HttpRequestException;

    private async Task<int> SendAsync(byte[] message, bool isHeartbeat, CancellationToken cancellationToken)
    {
        await _sending.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var before = _heartbeatsSent;
            // A send that is cancelled half-way would end the connection: only the waiting for its turn can be.
            await _socket.SendAsync(message.AsMemory(), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None).ConfigureAwait(false);
            if (isHeartbeat)
                _heartbeatsSent++;
            return before;
        }
        catch (Exception fault) when (IsConnectionFault(fault))
        {
            return -1;
        }
        finally
        {
            _sending.Release();
        }
    }
}
