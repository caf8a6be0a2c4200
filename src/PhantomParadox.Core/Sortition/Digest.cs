using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace PhantomParadox;

/// <summary>A SHA-256 value: 32 bytes, written as 64 lower-case hexadecimal digits.</summary>
/// <remarks>Source: FIPS 180-4.</remarks>
public readonly struct Digest : IEquatable<Digest>
{
    /// <summary>Length in bytes.</summary>
    public const int Length = 32;

    private readonly Bytes32 _bytes;

    /// <summary>Takes 32 bytes as they are.</summary>
    /// <param name="bytes">The value.</param>
    /// <exception cref="ArgumentException"><paramref name="bytes"/> isn't 32 bytes long.</exception>
    public Digest(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Length)
            throw new ArgumentException("A SHA-256 value is 32 bytes long.", nameof(bytes));
        bytes.CopyTo(_bytes);
    }

    /// <summary>The 32 bytes.</summary>
    [UnscopedRef]
    public ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>Hashes bytes.</summary>
    /// <param name="data">What to hash.</param>
    /// <returns>SHA-256 of the bytes.</returns>
    public static Digest Of(ReadOnlySpan<byte> data)
    {
        Unsafe.SkipInit(out Digest digest);
        SHA256.HashData(data, MemoryMarshal.AsBytes(new Span<Digest>(ref digest)));
        return digest;
    }

    /// <summary>Reads 64 hexadecimal digits of either case.</summary>
    /// <param name="text">The text.</param>
    /// <param name="digest">The value, or <c>default</c>.</param>
    /// <returns>Whether the text was one.</returns>
    public static bool TryParse(ReadOnlySpan<char> text, out Digest digest)
    {
        digest = default;
        Span<byte> bytes = stackalloc byte[Length];
        if (text.Length != 2 * Length
            || Convert.FromHexString(text, bytes, out _, out _) != System.Buffers.OperationStatus.Done)
            return false;
        digest = new(bytes);
        return true;
    }

    /// <summary>Whether both hold the same bytes, in a time that doesn't depend on where they differ.</summary>
    /// <param name="other">The other value.</param>
    /// <returns>Whether they are the same.</returns>
    public bool Equals(Digest other) => CryptographicOperations.FixedTimeEquals(Bytes, other.Bytes);

    /// <inheritdoc/>
    public override bool Equals([NotNullWhen(true)] object? obj) => obj is Digest other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => MemoryMarshal.Read<int>(Bytes);

    /// <summary>64 lower-case hexadecimal digits.</summary>
    public override string ToString() => Convert.ToHexStringLower(Bytes);

    /// <summary>Whether both hold the same bytes.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other.</param>
    public static bool operator ==(Digest left, Digest right) => left.Equals(right);

    /// <summary>Whether the values differ.</summary>
    /// <param name="left">One value.</param>
    /// <param name="right">The other.</param>
    public static bool operator !=(Digest left, Digest right) => !left.Equals(right);

    [InlineArray(Length)]
    private struct Bytes32
    {
        private byte _first;
    }
}
