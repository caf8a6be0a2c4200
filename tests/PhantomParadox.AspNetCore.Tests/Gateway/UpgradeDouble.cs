using System.Threading.Channels;
using Microsoft.AspNetCore.Http.Features;

namespace PhantomParadox.AspNetCore.Tests.Gateway;

/// <summary>A connection without a network: keeps what is written, and has something to read whenever it is asked.</summary>
internal sealed class UpgradeDouble : MemoryStream, IHttpUpgradeFeature
{
    private readonly Channel<byte[]> _written = Channel.CreateUnbounded<byte[]>();

    public bool IsUpgradableRequest => true;

    public ValueTask<byte[]> WrittenAsync() => _written.Reader.ReadAsync();

    public Task<Stream> UpgradeAsync() => Task.FromResult<Stream>(this);

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(Math.Min(1, buffer.Length));

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) =>
        _written.Writer.WriteAsync(buffer.ToArray(), cancellationToken);
}
