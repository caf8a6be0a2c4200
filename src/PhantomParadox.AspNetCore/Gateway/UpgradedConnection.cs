using Microsoft.AspNetCore.Http.Features;

namespace PhantomParadox.AspNetCore.Gateway;

/// <summary>The bytes of an upgraded connection, below its WebSocket: outlast one whose peer broke the protocol, and show when the peer was last heard.</summary>
/// <remarks>Handed to the framework in the place of the connection, so that nothing more is held for either.</remarks>
internal sealed class UpgradedConnection(IHttpUpgradeFeature upgrade, TimeProvider time) : Stream, IHttpUpgradeFeature
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
        return _bytes.ReadAsync(buffer, cancellationToken);
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

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _bytes.Dispose();
        base.Dispose(disposing);
    }
}
