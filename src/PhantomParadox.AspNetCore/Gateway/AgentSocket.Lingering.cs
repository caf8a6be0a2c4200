using System.Buffers;
using System.Net.WebSockets;

namespace PhantomParadox.AspNetCore.Gateway;

// The end of a socket whose peer broke the protocol. The WebSocket has sent its close by then, and reads no more.
internal sealed partial class AgentSocket
{
    private const int LingerBytes = 1_048_576;

    // The connection has seen its close through although its WebSocket broke: to dispose of that would reset it.
    private bool _hasLingered;

    /// <summary>Reads on, and drops it all, until the peer has gone or answered the close; for as long as any close may take.</summary>
    /// <remarks>A connection that is ended with bytes unread is reset, and a reset overtakes the close that says why.</remarks>
    private async Task LingerAsync()
    {
        lock (_gate)
        {
            _outbox.Clear();
            _closeSent = true;
            _closeBegan = _gateway.Time.GetTimestamp();
            if (_closeCode == 0)
                Volatile.Write(ref _closeCode, (int)WebSocketCloseStatus.ProtocolError);
        }

        // The session ends with the last message, not with the connection.
        _gateway.Wallets.Leave(this);
        if (_upgraded is null)
            return;
        var scrap = ArrayPool<byte>.Shared.Rent(4_096);
        try
        {
            var left = LingerBytes;
            while (left > 0 && await _upgraded.ReadAsync(scrap).ConfigureAwait(false) is > 0 and var count && !EndsWithClose(scrap.AsSpan(0, count)))
                left -= count;
            _hasLingered = true;
        }
        catch (Exception fault) when (fault is IOException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
        {
            // The peer went away, or took too long.
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(scrap);
        }
    }

    // A client's close, without or with a code and no reason: where frames begin can't be known any more.
    private static bool EndsWithClose(ReadOnlySpan<byte> bytes) =>
        (bytes.Length >= 6 && bytes[^6] == 0x88 && bytes[^5] == 0x80) || (bytes.Length >= 8 && bytes[^8] == 0x88 && bytes[^7] == 0x82);
}
