using System.Buffers;
using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace PhantomParadox.Engine;

/// <summary>
/// Brings pieces from the thread that makes them to the store that asks for them, one at a time. Who hands one over waits until the store is
/// done with it: the store's work is part of the maker's, which rests by how long it took.
/// </summary>
/// <remarks>
/// The store goes on where it is woken: on the maker's thread, which stands behind others, and not on the pool, which answers to commands
/// run on. (A thread that the pool starts takes the niceness of whoever gave it the work.)
/// </remarks>
internal sealed class PiecePipe
{
    private readonly Channel<ArraySegment<byte>> _pieces = Channel.CreateBounded<ArraySegment<byte>>(
        new BoundedChannelOptions(1) { SingleReader = true, SingleWriter = true, AllowSynchronousContinuations = true });

    private readonly Channel<bool> _done = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { SingleReader = true, SingleWriter = true, AllowSynchronousContinuations = true });

    /// <summary>Hands a piece over; blocks until the store asks for the next, or for no more.</summary>
    /// <exception cref="ChannelClosedException">The store asked for no more before.</exception>
    public void Put(ArraySegment<byte> piece)
    {
        Blocking.Wait(_pieces.Writer.WriteAsync(piece));
        if (Blocking.Wait(_done.Reader.WaitToReadAsync()))
            _done.Reader.TryRead(out _);
    }

    /// <summary>No piece follows.</summary>
    /// <param name="cause">Why not, where that wasn't the last.</param>
    public void Complete(Exception? cause = null)
    {
        _pieces.Writer.TryComplete(cause);
        _done.Writer.TryComplete();
    }

    /// <summary>The pieces; the memory of one is used again once the next is asked for.</summary>
    public async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await foreach (var piece in _pieces.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
        {
            yield return piece;
            ArrayPool<byte>.Shared.Return(piece.Array!);
            _done.Writer.TryWrite(true);
        }
    }
}
