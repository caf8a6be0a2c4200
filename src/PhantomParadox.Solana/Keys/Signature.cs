using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text.Json.Serialization;

namespace PhantomParadox.Solana;

/// <summary>An Ed25519 signature: 64 bytes, written as up to 88 characters of base58. A transaction's first is its id.</summary>
[JsonConverter(typeof(SignatureConverter))]
public readonly struct Signature : IEquatable<Signature>
{
    /// <summary>The number of bytes of a signature: 64.</summary>
    public const int Size = 64;

    private readonly Bytes64 _bytes;

    /// <summary>Makes a signature from its bytes.</summary>
    /// <param name="bytes">Exactly 64 bytes.</param>
    /// <exception cref="ArgumentException"><paramref name="bytes"/> are not 64.</exception>
    public Signature(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Size)
            throw new ArgumentException($"There must be {Size} bytes, and there are {bytes.Length}.", nameof(bytes));
        bytes.CopyTo(_bytes);
    }

    /// <summary>Whether two signatures are the same.</summary>
    public static bool operator ==(Signature left, Signature right) => left.Equals(right);

    /// <summary>Whether two signatures differ.</summary>
    public static bool operator !=(Signature left, Signature right) => !left.Equals(right);

    /// <summary>Reads a signature.</summary>
    /// <param name="text">Base58 of exactly 64 bytes, without surrounding space.</param>
    /// <exception cref="FormatException">The text is not a signature.</exception>
    public static Signature Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return TryParse(text, out var signature) ? signature : throw new FormatException("The text is not a signature: 64 bytes in base58.");
    }

    /// <summary>Reads a signature, and says whether the text is one.</summary>
    /// <param name="text">Base58 of exactly 64 bytes, without surrounding space.</param>
    /// <param name="signature">The signature; the default where the text is none.</param>
    public static bool TryParse([NotNullWhen(true)] string? text, out Signature signature)
    {
        Span<byte> bytes = stackalloc byte[Size];
        if (Base58Text.TryDecode(text, bytes))
        {
            signature = new Signature(bytes);
            return true;
        }

        signature = default;
        return false;
    }

    /// <summary>Copies the 64 bytes.</summary>
    /// <param name="destination">Where to; at least 64 bytes.</param>
    /// <exception cref="ArgumentException"><paramref name="destination"/> is too short.</exception>
    public void CopyTo(Span<byte> destination) => AsSpan().CopyTo(destination);

    /// <summary>A copy of the 64 bytes.</summary>
    public byte[] ToArray() => AsSpan().ToArray();

    /// <inheritdoc/>
    public bool Equals(Signature other) => AsSpan().SequenceEqual(other.AsSpan());

    /// <inheritdoc/>
    public override bool Equals([NotNullWhen(true)] object? obj) => obj is Signature other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => MemoryMarshal.Read<int>(AsSpan());

    /// <summary>The signature in base58.</summary>
    public override string ToString() => Base58Text.Encode(AsSpan());

    [UnscopedRef]
    internal ReadOnlySpan<byte> AsSpan() => _bytes;

    [InlineArray(Size)]
    private struct Bytes64
    {
        private byte _first;
    }
}
