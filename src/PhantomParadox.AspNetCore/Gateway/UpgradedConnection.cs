using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;

namespace PhantomParadox.AspNetCore.Gateway;

/// <summary>The bytes of an upgraded connection, below its WebSocket: outlast one whose peer broke the protocol, show when the peer was last
/// heard, and go through the server once for all that is at hand.</summary>
/// <remarks>Handed to the framework in the place of the connection, so that nothing more is held for either. Reads come from the
/// connection's pipe where it has one: a body's stream and its reader would hold two frames more while an agent says nothing.</remarks>
internal sealed class UpgradedConnection(IHttpUpgradeFeature upgrade, IConnectionTransportFeature? transport, TimeProvider time)
    : Stream, IHttpUpgradeFeature
{
    // A ping without content, as servers send it: unmasked (RFC 6455 §5.5.2).
    private static readonly ReadOnlyMemory<byte> Ping = new byte[] { 0x89, 0x00 };

    // The room for frames that are held back: a block of the server's own.
    private const int HeldBytes = 4_096;

    private Stream _bytes = Null;
    private ReadOnlySequence<byte> _arrived;
    private byte[]? _held;
    private int _heldLength;
    private bool _moreFollows;
    private long _heardAt;

    public bool IsUpgradableRequest => upgrade.IsUpgradableRequest;

    /// <summary>When something last came from the peer, in ticks of the gateway's clock.</summary>
    public long HeardAt => Volatile.Read(ref _heardAt);

    /// <summary>Whether a message's frame may wait for those behind it, as those of a batch do. Whoever sets it sends one more after having cleared it.</summary>
    public bool MoreFollows
    {
        get => Volatile.Read(ref _moreFollows);
        set => Volatile.Write(ref _moreFollows, value);
    }

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public async Task<Stream> UpgradeAsync()
    {
        _bytes = await upgrade.UpgradeAsync().ConfigureAwait(false);
        _heardAt = time.GetTimestamp();
        return this;
    }

    /// <summary>Sends a ping. Each frame of the WebSocket is one write, and writes don't mix.</summary>
    public ValueTask PingAsync() => _bytes.WriteAsync(Ping);

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (transport is not null)
            return _arrived.IsEmpty ? ReadAsync(transport.Transport.Input, buffer, cancellationToken) : new(Take(transport.Transport.Input, buffer.Span));
        // Whoever reads again has got something by the read before.
        Volatile.Write(ref _heardAt, time.GetTimestamp());
        return _bytes.ReadAsync(buffer, cancellationToken);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <summary>Writes a frame: of a WebSocket each is one write.</summary>
    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var waits = MoreFollows && !IsControl(buffer.Span);
        if (!waits && _held is null)
            return _bytes.WriteAsync(buffer, cancellationToken);
        if (_heldLength + buffer.Length > HeldBytes)
            return WriteHeldAsync(buffer, cancellationToken);
        _held ??= ArrayPool<byte>.Shared.Rent(HeldBytes);
        buffer.CopyTo(_held.AsMemory(_heldLength));
        _heldLength += buffer.Length;
        return waits ? default : WriteHeldAsync(default, cancellationToken);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    // A server whose connections have pipes, Kestrel, has sent at once what was written.
    public override Task FlushAsync(CancellationToken cancellationToken) => transport is null ? _bytes.FlushAsync(cancellationToken) : Task.CompletedTask;

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> ReadAsync(PipeReader input, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        while (true)
        {
            var read = await input.ReadAsync(cancellationToken).ConfigureAwait(false);
            if (read.Buffer.IsEmpty)
            {
                input.AdvanceTo(read.Buffer.End);
                // The server wakes readers when it stops; this one's close comes from the gateway.
                if (!read.IsCompleted)
                    continue;
                return 0;
            }

            Volatile.Write(ref _heardAt, time.GetTimestamp());
            _arrived = read.Buffer;
            return Take(input, buffer.Span);
        }
    }

    // The pipe keeps what it has given until all of it was taken: to ask it for each frame costs more than the frame.
    private int Take(PipeReader input, Span<byte> room)
    {
        var count = (int)Math.Min(_arrived.Length, room.Length);
        var part = _arrived.Slice(0, count);
        part.CopyTo(room);
        _arrived = _arrived.Slice(part.End);
        if (_arrived.IsEmpty)
        {
            var end = _arrived.End;
            _arrived = default;
            input.AdvanceTo(end);
        }

        return count;
    }

    // A close or a pong, which the WebSocket sends by itself: the highest bit of the opcode (RFC 6455 §5.5).
    private static bool IsControl(ReadOnlySpan<byte> frame) => !frame.IsEmpty && (frame[0] & 0x08) != 0;

    // Writes through the WebSocket come one at a time.
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask WriteHeldAsync(ReadOnlyMemory<byte> next, CancellationToken cancellationToken)
    {
        if (_held is { } held)
        {
            try
            {
                await _bytes.WriteAsync(held.AsMemory(0, _heldLength), cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                (_held, _heldLength) = (null, 0);
                ArrayPool<byte>.Shared.Return(held);
            }
        }

        if (!next.IsEmpty)
            await _bytes.WriteAsync(next, cancellationToken).ConfigureAwait(false);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _bytes.Dispose();
        base.Dispose(disposing);
    }
}
