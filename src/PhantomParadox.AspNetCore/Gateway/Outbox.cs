using System.Buffers;
using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;

namespace PhantomParadox.AspNetCore.Gateway;

/// <summary>Messages that wait to be sent on one socket, encoded one behind the other, each after its length, in one pooled buffer.
/// Guarded by its socket's lock. An empty one holds no buffer.</summary>
internal sealed class Outbox : IBufferWriter<byte>
{
    private const int LengthBytes = 4;

    private byte[]? _buffer;
    private int _written;
    private int _begun;
    private int _taken;

    /// <summary>Messages that wait.</summary>
    public int Count { get; private set; }

    /// <summary>Bytes that wait or are being sent.</summary>
    public int Bytes => _written + _taken;

    public bool IsEmpty => Count == 0;

    /// <summary>Starts a message: what is written from now on belongs to it.</summary>
    public void Begin()
    {
        _begun = _written;
        Reserve(LengthBytes);
        _written += LengthBytes;
    }

    /// <summary>Ends the message begun.</summary>
    public void End()
    {
        BinaryPrimitives.WriteInt32LittleEndian(_buffer.AsSpan(_begun), _written - _begun - LengthBytes);
        Count++;
    }

    /// <summary>Drops the message begun.</summary>
    public void Undo() => _written = _begun;

    public void Advance(int count) => _written += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(Math.Max(sizeHint, 1));
        return _buffer.AsMemory(_written);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(Math.Max(sizeHint, 1));
        return _buffer.AsSpan(_written);
    }

    /// <summary>Hands everything that waits to the writer, which returns it with <see cref="Sent"/>.</summary>
    public bool TryTake([NotNullWhen(true)] out byte[]? batch, out int length, out int count)
    {
        (batch, length, count) = (_buffer, _written, Count);
        if (batch is null || IsEmpty)
            return false;
        _taken = _written;
        (_buffer, _written, Count) = (null, 0, 0);
        return true;
    }

    /// <summary>Gives a batch back to the pool.</summary>
    public void Sent(byte[] batch)
    {
        _taken = 0;
        ArrayPool<byte>.Shared.Return(batch);
    }

    /// <summary>Drops what waits.</summary>
    public void Clear()
    {
        if (_buffer is not null)
            ArrayPool<byte>.Shared.Return(_buffer);
        (_buffer, _written, Count) = (null, 0, 0);
    }

    /// <summary>Cuts the first message off what is left of a batch.</summary>
    public static ReadOnlyMemory<byte> Next(ref ReadOnlyMemory<byte> batch)
    {
        var length = BinaryPrimitives.ReadInt32LittleEndian(batch.Span);
        var message = batch.Slice(LengthBytes, length);
        batch = batch[(LengthBytes + length)..];
        return message;
    }

    private void Reserve(int size)
    {
        if (_buffer is null)
        {
            _buffer = ArrayPool<byte>.Shared.Rent(Math.Max(size, 512));
        }
        else if (_buffer.Length - _written < size)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_buffer.Length * 2, _written + size));
            _buffer.AsSpan(0, _written).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }
    }
}
