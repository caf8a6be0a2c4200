using System.Buffers;
using PhantomParadox.Memory;

namespace PhantomParadox.Engine;

/// <summary>Cuts what a state writes into pieces.</summary>
/// <param name="take">
/// Takes a sealed piece; the array is of <see cref="ArrayPool{T}.Shared"/> and its to give back.
/// </param>
/// <param name="size">Bytes of a piece, the last one's apart: up to <see cref="Piece.MaxSize"/>.</param>
internal sealed class PieceWriter(Action<ArraySegment<byte>> take, int size = Piece.Size) : StateWriter, IDisposable
{
    private byte[]? _piece = ArrayPool<byte>.Shared.Rent(size);
    private int _length = Piece.HeaderSize;
    private uint _number;

    public override void Append(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            if (_length == size)
            {
                Emit(isLast: false);
                _piece = ArrayPool<byte>.Shared.Rent(size);
            }

            var length = Math.Min(bytes.Length, size - _length);
            bytes[..length].CopyTo(_piece.AsSpan(_length));
            _length += length;
            bytes = bytes[length..];
        }
    }

    /// <summary>Lets the last piece go; something must have been written.</summary>
    public void Finish() => Emit(isLast: true);

    public void Dispose()
    {
        if (_piece is { } left)
            ArrayPool<byte>.Shared.Return(left);
        _piece = null;
    }

    private void Emit(bool isLast)
    {
        var piece = new ArraySegment<byte>(_piece!, 0, _length);
        Piece.Seal(piece, _number++, isLast);
        _piece = null;
        _length = Piece.HeaderSize;
        take(piece);
    }
}
