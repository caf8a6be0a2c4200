using System.Buffers;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Http.Features;

namespace PhantomParadox.AspNetCore.Gateway;

/// <summary>One open socket: reads messages in order, and is the transport of the session that it may hold.</summary>
/// <remarks>Locks are taken in the order registry, socket; calls to the market are made under them because their order is the order
/// in which they are admitted, and only the call, never its answer, is waited for.</remarks>
internal sealed partial class AgentSocket : IAgentTransport, IThreadPoolWorkItem
{
    // Answers of this many messages are gathered before they are sent while more are at hand already.
    private const int MessagesPerFlush = 32;

    // Calls to the market that may be under way for one socket; then it is read no further.
    private const int MaxCalls = 128;

    private const int FirstBufferBytes = 2_048;

    private readonly SocketGateway _gateway;
    private readonly WebSocket _socket;
    private readonly IHttpRequestLifetimeFeature _connection;
    private readonly UpgradedConnection? _upgraded;
    private readonly Lock _gate = new();
    private readonly Lock _connectionGate = new();
    private readonly Outbox _outbox = new();
    private SocketConduct _conduct;
    private long _messageBegan;
    private int _calls;
    private bool _ended;
    private bool _connectionOver;

    /// <summary>Makes the socket of a connection; <see cref="RunAsync"/> serves it.</summary>
    /// <param name="gateway">Whose socket it is.</param>
    /// <param name="socket">The connection's messages.</param>
    /// <param name="connection">Cuts the connection.</param>
    /// <param name="upgraded">The connection's bytes, where there is a connection of its own below the messages.</param>
    public AgentSocket(SocketGateway gateway, WebSocket socket, IHttpRequestLifetimeFeature connection, UpgradedConnection? upgraded)
    {
        _gateway = gateway;
        _socket = socket;
        _connection = connection;
        _upgraded = upgraded;
    }

    /// <summary>Reads until the socket has closed.</summary>
    public async Task RunAsync()
    {
        _gateway.Watch(this);
        byte[]? buffer = null;
        try
        {
            var unsent = 0;
            while (true)
            {
                // A read of nothing waits for the next message without holding a buffer for it.
                var arrival = _socket.ReceiveAsync(Memory<byte>.Empty, CancellationToken.None);
                if (!arrival.IsCompleted)
                {
                    Flush();
                    unsent = 0;
                    if (buffer is not null)
                        ArrayPool<byte>.Shared.Return(buffer);
                    buffer = null;
                }

                var part = await arrival.ConfigureAwait(false);
                var length = 0;
                if (!part.EndOfMessage && part.MessageType == WebSocketMessageType.Text)
                {
                    var rented = buffer ?? ArrayPool<byte>.Shared.Rent(FirstBufferBytes);
                    buffer = null;  // the reader's from here on, also where it fails
                    (buffer, length, part) = await ReceiveRestAsync(rented).ConfigureAwait(false);
                }

                if (part.MessageType == WebSocketMessageType.Close)
                {
                    BeginClose((int)(_socket.CloseStatus ?? WebSocketCloseStatus.NormalClosure), "");
                    await DrainAsync().ConfigureAwait(false);
                    return;
                }

                if (part.MessageType == WebSocketMessageType.Binary)
                {
                    BeginClose(Protocol.Socket.SocketCloseCodes.UnsupportedData, "text only");
                    await DiscardAsync().ConfigureAwait(false);
                    return;
                }

                if (length < 0)
                {
                    BeginClose(Protocol.Socket.SocketCloseCodes.TooBig, "message too long");
                    await DiscardAsync().ConfigureAwait(false);
                    return;
                }

                if (IsClosing)
                {
                    await DiscardAsync().ConfigureAwait(false);
                    return;
                }

                var call = Handle(buffer.AsSpan(0, length));
                if (++unsent >= MessagesPerFlush)
                {
                    Flush();
                    unsent = 0;
                }

                if (call is not null && Volatile.Read(ref _calls) > MaxCalls)
                {
                    Flush();
                    await call.ConfigureAwait(false);
                }
            }
        }
        catch (WebSocketException fault) when (fault.WebSocketErrorCode == WebSocketError.Faulted)
        {
            await LingerAsync().ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is WebSocketException or IOException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
        {
            // The connection is gone.
        }
#pragma warning disable CA1031 // One socket's fault is no other's; the host's error page can't reach an upgraded connection.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            _gateway.Log.SocketFailed(fault);
        }
        finally
        {
            if (buffer is not null)
                ArrayPool<byte>.Shared.Return(buffer);
            End();
        }
    }

    /// <summary>Cuts the connection. Never called under another lock: it may run the reader's end.</summary>
    public void Abort()
    {
        lock (_connectionGate)
        {
            if (_connectionOver)
                return;     // the connection may serve somebody else by now
            _connection.Abort();
            _socket.Abort();
        }
    }

    /// <summary>Reads the rest of a message that has begun.</summary>
    /// <returns>The buffer, perhaps a larger one; the length, or −1 where it is too long; how it ended.</returns>
    private async ValueTask<(byte[] Buffer, int Length, ValueWebSocketReceiveResult Part)> ReceiveRestAsync(byte[] buffer)
    {
        var max = _gateway.Options.MaxMessageBytes;
        var length = 0;
        while (true)
        {
            // A read ends when its buffer is full: room beyond the limit would let a message grow into it before anybody looks.
            var room = Math.Min(buffer.Length, max + 1) - length;
            var receive = _socket.ReceiveAsync(buffer.AsMemory(length, room), CancellationToken.None);
            if (!receive.IsCompleted && _messageBegan == 0)
                Volatile.Write(ref _messageBegan, _gateway.Time.GetTimestamp());
            ValueWebSocketReceiveResult part;
            try
            {
                part = await receive.ConfigureAwait(false);
            }
            catch
            {
                ArrayPool<byte>.Shared.Return(buffer);
                throw;
            }

            length += part.Count;
            if (part.EndOfMessage || part.MessageType == WebSocketMessageType.Close || length > max)
            {
                Volatile.Write(ref _messageBegan, 0);
                return (buffer, length > max ? -1 : length, part);
            }

            if (length == buffer.Length)
            {
                var larger = ArrayPool<byte>.Shared.Rent(Math.Min(length * 2, max + 1));
                buffer.AsSpan(0, length).CopyTo(larger);
                ArrayPool<byte>.Shared.Return(buffer);
                buffer = larger;
            }
        }
    }

    /// <summary>After a close was begun here: reads to the peer's own close and drops what comes before it.</summary>
    private async Task DiscardAsync()
    {
        Flush();
        var scrap = new byte[256];
        while ((await _socket.ReceiveAsync(scrap.AsMemory(), CancellationToken.None).ConfigureAwait(false)).MessageType != WebSocketMessageType.Close)
        {
        }

        await DrainAsync().ConfigureAwait(false);
    }

    private Task? Handle(ReadOnlySpan<byte> message)
    {
        _gateway.Metrics.Received();
        if (_gateway.Options.StrikesEnabled && !_conduct.Admit(_gateway.Time))
        {
            Refuse(Complaint.TooFast, null);
            return null;
        }

        if (TryAckRepeated(message))
            return null;
        switch (MessageTypes.Of(message))
        {
            case MessageType.Malformed:
                Refuse(Complaint.Malformed, null);
                return null;
            case MessageType.Unknown:
                Refuse(Complaint.UnknownType, null);
                return null;
            case MessageType.Heartbeat:
                return HandleHeartbeat(message);
            case var type:
                return HandleReport(message, type);
        }
    }

    /// <summary>Answers a message that never reached the market.</summary>
    private void Refuse(Complaint complaint, string? inReplyTo)
    {
        SendError(complaint.Code, complaint.Text, inReplyTo);
        if (_gateway.Options.StrikesEnabled && _conduct.Strike(_gateway.Time))
            BeginClose(Protocol.Socket.SocketCloseCodes.PolicyViolation, "too many refused messages");
    }

    private void End()
    {
        _gateway.Leave(this);
        lock (_gate)
        {
            _ended = true;
            _outbox.Clear();
        }

        lock (_connectionGate)
            _connectionOver = true;
        if (!_hasLingered)
            _socket.Dispose();
    }
}
