using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;

namespace PhantomParadox.AspNetCore.Gateway;

/// <summary>The bytes of an upgraded connection, below its WebSocket: outlast one whose peer broke the protocol, and show when the peer was last heard.</summary>
/// <remarks>Handed to the framework in the place of the connection, so that nothing more is held for either. Reads come from the
/// connection's pipe where it has one: a body's stream and its reader would hold two frames more while an agent says nothing.</remarks>
internal sealed class UpgradedConnection(IHttpUpgradeFeature upgrade, IConnectionTransportFeature? transport, TimeProvider time)
    : Stream, IHttpUpgradeFeature
{
    // A ping without content, as servers send it: unmasked (RFC 6455 §5.5.2).
    private static readonly ReadOnlyMemory<byte> Ping = new byte[] { 0x89, 0x00 };

    private Stream _bytes = Null;
    private long _heardAt;

    public bool IsUpgradableRequest => upgrade.IsUpgradableRequest;

    /// <summary>When something last came from the peer, in ticks of the gateway's clock.</summary>
    public long HeardAt => Volatile.Read(ref _heardAt);

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
        // Whoever reads again has got something by the read before.
        Volatile.Write(ref _heardAt, time.GetTimestamp());
        return transport is null ? _bytes.ReadAsync(buffer, cancellationToken) : ReadAsync(transport.Transport.Input, buffer, cancellationToken);
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        _bytes.WriteAsync(buffer, cancellationToken);

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        _bytes.WriteAsync(buffer, offset, count, cancellationToken);

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override Task FlushAsync(CancellationToken cancellationToken) => _bytes.FlushAsync(cancellationToken);

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private static async ValueTask<int> ReadAsync(PipeReader input, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        while (true)
        {
            var read = await input.ReadAsync(cancellationToken).ConfigureAwait(false);
            var bytes = read.Buffer;
            if (bytes.IsEmpty && !read.IsCompleted)
            {
                // The server wakes readers when it stops; this one's close comes from the gateway.
                input.AdvanceTo(bytes.End);
                continue;
            }

            // Nothing of it can be asked once the pipe has taken its blocks back.
            var count = (int)Math.Min(bytes.Length, buffer.Length);
            var part = bytes.Slice(0, count);
            part.CopyTo(buffer.Span);
            input.AdvanceTo(part.End);
            return count;
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _bytes.Dispose();
        base.Dispose(disposing);
    }
}
