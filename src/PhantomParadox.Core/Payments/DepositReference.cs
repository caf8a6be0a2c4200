using System.Buffers.Binary;

namespace PhantomParadox;

/// <summary>32 bytes of a buyer's choice that a deposit carries, so that it is known for whose order it is; all zero is none.</summary>
/// <param name="High">The first 16 bytes, big-endian.</param>
/// <param name="Low">The last 16 bytes, big-endian.</param>
public readonly record struct DepositReference(UInt128 High, UInt128 Low)
{
    /// <summary>Length in bytes.</summary>
    public const int Length = 32;

    /// <summary>Whether there is none.</summary>
    public bool IsNone => (High | Low) == UInt128.Zero;

    /// <summary>Takes 32 bytes as they are.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <returns>The reference.</returns>
    /// <exception cref="ArgumentException"><paramref name="bytes"/> isn't 32 bytes long.</exception>
    public static DepositReference Of(ReadOnlySpan<byte> bytes) => bytes.Length == Length
        ? new(BinaryPrimitives.ReadUInt128BigEndian(bytes), BinaryPrimitives.ReadUInt128BigEndian(bytes[16..]))
        : throw new ArgumentException("A reference is 32 bytes long.", nameof(bytes));

    /// <summary>Writes the 32 bytes.</summary>
    /// <param name="bytes">Where to; at least 32 bytes.</param>
    public void CopyTo(Span<byte> bytes)
    {
        BinaryPrimitives.WriteUInt128BigEndian(bytes, High);
        BinaryPrimitives.WriteUInt128BigEndian(bytes[16..], Low);
    }
}
