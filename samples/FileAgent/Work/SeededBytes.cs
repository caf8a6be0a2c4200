using System.Buffers.Binary;

namespace PhantomParadox.Samples.Work;

/// <summary>A stream of bytes that follow from a number, so that a small job can ask for much work: word after word of SplitMix64, low byte first.</summary>
/// <remarks>Source: Steele, Lea, Flood, "Fast Splittable Pseudorandom Number Generators", OOPSLA 2014, figure 17. Foreseeable: no secret may come of it.</remarks>
public sealed class SeededBytes : Stream
{
    private readonly long _length;
    private readonly byte[] _word = new byte[sizeof(ulong)];
    private ulong _state;
    private long _position;

    /// <summary>Makes a stream.</summary>
    /// <param name="seed">What the bytes follow from.</param>
    /// <param name="length">How many bytes there are, 0 or more.</param>
    public SeededBytes(ulong seed, long length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        (_state, _length) = (seed, length);
    }

    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => _length;

    /// <inheritdoc/>
    public override long Position
    {
        get => _position;
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    /// <inheritdoc/>
    public override int Read(Span<byte> buffer)
    {
        var count = (int)Math.Min(buffer.Length, _length - _position);
        var rest = buffer[..count];
        // Readers may stop in the middle of a word; the next one goes on there.
        for (var taken = (int)(_position % sizeof(ulong)); !rest.IsEmpty; taken = 0)
        {
            if (taken == 0)
                BinaryPrimitives.WriteUInt64LittleEndian(_word, Next());
            var part = _word.AsSpan(taken, Math.Min(sizeof(ulong) - taken, rest.Length));
            part.CopyTo(rest);
            rest = rest[part.Length..];
        }

        _position += count;
        return count;
    }

    /// <inheritdoc/>
    public override void Flush()
    {
    }

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private ulong Next()
    {
        var mixed = _state += 0x9E37_79B9_7F4A_7C15;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58_476D_1CE4_E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D0_49BB_1331_11EB;
        return mixed ^ (mixed >> 31);
    }
}
