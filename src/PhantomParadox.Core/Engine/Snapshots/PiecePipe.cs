using System.Buffers;
using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace PhantomParadox.Engine;

/// <summary>Brings pieces from the thread that makes them to the store that asks for them; one waits in between at most.</summary>
internal sealed class PiecePipe
{
    private readonly Channel<ArraySegment<byte>> _pieces = Channel.CreateBounded<ArraySegment<byte>>(
        new BoundedChannelOptions(1) { SingleReader = true, SingleWriter = true });

    /// <summary>Hands a piece over; blocks while one is waiting.</summary>
    /// <exception cref="ChannelClosedException">The store asks for no more.</exception>
    public void Put(ArraySegment<byte> piece) => Blocking.Wait(_pieces.Writer.WriteAsync(piece));

    /// <summary>No piece follows.</summary>
    /// <param name="cause">Why not, where that wasn't the last.</param>
    public void Complete(Exception? cause = null) => _pieces.Writer.TryComplete(cause);

    /// <summary>The pieces; the memory of one is used again once the next is asked for.</summary>
    public async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var piece in _pieces.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
        {
            yield return piece;
            ArrayPool<byte>.Shared.Return(piece.Array!);
        }
    }
}
