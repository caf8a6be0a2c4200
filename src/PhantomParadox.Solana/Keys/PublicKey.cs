using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace PhantomParadox.Solana;

/// <summary>An account's address: 32 bytes, written as 32 to 44 characters of base58. The default value is the System program's.</summary>
/// <remarks>An address is an Ed25519 public key, or one that a program derived and that no private key can sign for.</remarks>
[JsonConverter(typeof(PublicKeyConverter))]
public readonly struct PublicKey : IEquatable<PublicKey>
{
    /// <summary>The number of bytes of an address: 32.</summary>
    public const int Size = 32;

    private readonly Bytes32 _bytes;

    /// <summary>Makes an address from its bytes.</summary>
    /// <param name="bytes">Exactly 32 bytes.</param>
    /// <exception cref="ArgumentException"><paramref name="bytes"/> are not 32.</exception>
    public PublicKey(ReadOnlySpan<byte> bytes) => _bytes = Bytes32.From(bytes, nameof(bytes));

    /// <summary>Whether the bytes are a point of the curve, which every key pair's are and no program's derived address is.</summary>
    public bool IsOnCurve => EdwardsCurve.Holds(AsSpan());

    /// <summary>Whether two addresses are the same.</summary>
    public static bool operator ==(PublicKey left, PublicKey right) => left.Equals(right);

    /// <summary>Whether two addresses differ.</summary>
    public static bool operator !=(PublicKey left, PublicKey right) => !left.Equals(right);

    /// <summary>Reads an address.</summary>
    /// <param name="text">Base58 of exactly 32 bytes, without surrounding space.</param>
    /// <exception cref="FormatException">The text is not an address.</exception>
    public static PublicKey Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return TryParse(text, out var key) ? key : throw new FormatException("The text is not a Solana address: 32 bytes in base58.");
    }

    /// <summary>Reads an address, and says whether the text is one.</summary>
    /// <param name="text">Base58 of exactly 32 bytes, without surrounding space.</param>
    /// <param name="key">The address; the default where the text is none.</param>
    public static bool TryParse([NotNullWhen(true)] string? text, out PublicKey key)
    {
        Span<byte> bytes = stackalloc byte[Size];
        if (Base58Text.TryDecode(text, bytes))
        {
            key = new PublicKey(bytes);
            return true;
        }

        key = default;
        return false;
    }

    /// <summary>Whether a signature over some bytes is this key's. Keys of small order, which sign everything, are refused.</summary>
    /// <param name="message">What was signed.</param>
    /// <param name="signature">The signature.</param>
    public bool Verify(ReadOnlySpan<byte> message, Signature signature) => Ed25519Keys.Verify(AsSpan(), message, signature.AsSpan());

    /// <summary>Copies the 32 bytes.</summary>
    /// <param name="destination">Where to; at least 32 bytes.</param>
    /// <exception cref="ArgumentException"><paramref name="destination"/> is too short.</exception>
    public void CopyTo(Span<byte> destination) => AsSpan().CopyTo(destination);

    /// <summary>A copy of the 32 bytes.</summary>
    public byte[] ToArray() => AsSpan().ToArray();

    /// <inheritdoc/>
    public bool Equals(PublicKey other) => AsSpan().SequenceEqual(other.AsSpan());

    /// <inheritdoc/>
    public override bool Equals([NotNullWhen(true)] object? obj) => obj is PublicKey other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _bytes.GetHashCode();

    /// <summary>The address in base58.</summary>
    public override string ToString() => Base58Text.Encode(AsSpan());

    [UnscopedRef]
    internal ReadOnlySpan<byte> AsSpan() => _bytes.AsSpan();
}
