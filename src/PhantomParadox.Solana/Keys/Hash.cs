using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace PhantomParadox.Solana;

/// <summary>A hash of the chain, such as a block's: 32 bytes, written in base58.</summary>
[JsonConverter(typeof(HashConverter))]
public readonly struct Hash : IEquatable<Hash>
{
    /// <summary>The number of bytes of a hash: 32.</summary>
    public const int Size = 32;

    private readonly Bytes32 _bytes;

    /// <summary>Makes a hash from its bytes.</summary>
    /// <param name="bytes">Exactly 32 bytes.</param>
    /// <exception cref="ArgumentException"><paramref name="bytes"/> are not 32.</exception>
    public Hash(ReadOnlySpan<byte> bytes) => _bytes = Bytes32.From(bytes, nameof(bytes));

    /// <summary>Whether two hashes are the same.</summary>
    public static bool operator ==(Hash left, Hash right) => left.Equals(right);

    /// <summary>Whether two hashes differ.</summary>
    public static bool operator !=(Hash left, Hash right) => !left.Equals(right);

    /// <summary>Reads a hash.</summary>
    /// <param name="text">Base58 of exactly 32 bytes, without surrounding space.</param>
    /// <exception cref="FormatException">The text is not a hash.</exception>
    public static Hash Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return TryParse(text, out var hash) ? hash : throw new FormatException("The text is not a hash: 32 bytes in base58.");
    }

    /// <summary>Reads a hash, and says whether the text is one.</summary>
    /// <param name="text">Base58 of exactly 32 bytes, without surrounding space.</param>
    /// <param name="hash">The hash; the default where the text is none.</param>
    public static bool TryParse([NotNullWhen(true)] string? text, out Hash hash)
    {
        Span<byte> bytes = stackalloc byte[Size];
        if (Base58Text.TryDecode(text, bytes))
        {
            hash = new Hash(bytes);
            return true;
        }

        hash = default;
        return false;
    }

    /// <summary>Copies the 32 bytes.</summary>
    /// <param name="destination">Where to; at least 32 bytes.</param>
    /// <exception cref="ArgumentException"><paramref name="destination"/> is too short.</exception>
    public void CopyTo(Span<byte> destination) => AsSpan().CopyTo(destination);

    /// <summary>A copy of the 32 bytes.</summary>
    public byte[] ToArray() => AsSpan().ToArray();

    /// <inheritdoc/>
    public bool Equals(Hash other) => AsSpan().SequenceEqual(other.AsSpan());

    /// <inheritdoc/>
    public override bool Equals([NotNullWhen(true)] object? obj) => obj is Hash other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _bytes.GetHashCode();

    /// <summary>The hash in base58.</summary>
    public override string ToString() => Base58Text.Encode(AsSpan());

    [UnscopedRef]
    internal ReadOnlySpan<byte> AsSpan() => _bytes.AsSpan();
}
