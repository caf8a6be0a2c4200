using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace PhantomParadox.Solana;

/// <summary>32 bytes in place, which addresses and hashes are.</summary>
[InlineArray(Length)]
internal struct Bytes32
{
    private const int Length = 32;

    private byte _first;

    public static Bytes32 From(ReadOnlySpan<byte> bytes, string name)
    {
        if (bytes.Length != Length)
            throw new ArgumentException($"There must be {Length} bytes, and there are {bytes.Length}.", name);
        var taken = default(Bytes32);
        bytes.CopyTo(taken);
        return taken;
    }

    [UnscopedRef]
    public readonly ReadOnlySpan<byte> AsSpan() => this;

    // Keys are chosen by whoever sends them, so the hash is the runtime's seeded one.
    public readonly override int GetHashCode()
    {
        var hash = default(HashCode);
        hash.AddBytes(AsSpan());
        return hash.ToHashCode();
    }

    public readonly override bool Equals(object? obj) => obj is Bytes32 other && AsSpan().SequenceEqual(other.AsSpan());
}
