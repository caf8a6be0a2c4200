using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace PhantomParadox.Hosting;

/// <summary>
/// One copy of the chains as bytes: "PPCHAINS", version (u32), number of chains (u32), generation (u64); per chain secret and tip (32 bytes
/// each), links and next (u32), start (u64, epoch milliseconds); zeros; SHA-256 of all that. Little-endian.
/// </summary>
internal static class ChainFileFormat
{
    /// <summary>Bytes of a copy: a page, so that no page holds parts of two.</summary>
    public const int CopyLength = 4_096;

    private const uint Version = 1;
    private const int HeaderLength = 24;
    private const int ChainLength = (2 * Digest.Length) + 16;
    private const int HashOffset = CopyLength - Digest.Length;

    public static byte[] Write(ulong generation, IReadOnlyList<ChainRecord> chains)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(chains.Count, ChainBeacon.MostChains);
        var copy = new byte[CopyLength];
        Magic.CopyTo(copy);
        BinaryPrimitives.WriteUInt32LittleEndian(copy.AsSpan(8), Version);
        BinaryPrimitives.WriteUInt32LittleEndian(copy.AsSpan(12), (uint)chains.Count);
        BinaryPrimitives.WriteUInt64LittleEndian(copy.AsSpan(16), generation);
        for (var i = 0; i < chains.Count; i++)
        {
            var chain = chains[i];
            var at = copy.AsSpan(HeaderLength + (i * ChainLength), ChainLength);
            chain.Secret.Span.CopyTo(at);
            chain.Tip.Bytes.CopyTo(at[32..]);
            BinaryPrimitives.WriteInt32LittleEndian(at[64..], chain.Links);
            BinaryPrimitives.WriteInt32LittleEndian(at[68..], chain.Next);
            BinaryPrimitives.WriteInt64LittleEndian(at[72..], chain.StartedAt.ToUnixTimeMilliseconds());
        }

        SHA256.HashData(copy.AsSpan(0, HashOffset), copy.AsSpan(HashOffset));
        return copy;
    }

    /// <summary>Reads a copy; false for one that isn't whole.</summary>
    /// <exception cref="NotSupportedException">It is whole, and of a later version.</exception>
    public static bool TryRead(ReadOnlySpan<byte> copy, out ulong generation, [NotNullWhen(true)] out ChainRecord[]? chains)
    {
        (generation, chains) = (0, null);
        if (copy.Length != CopyLength || !copy.StartsWith(Magic) || Digest.Of(copy[..HashOffset]) != new Digest(copy[HashOffset..]))
            return false;
        if (BinaryPrimitives.ReadUInt32LittleEndian(copy[8..]) is not Version and var other)
            throw new NotSupportedException($"It is of version {other}; this program knows version {Version}.");
        var count = BinaryPrimitives.ReadUInt32LittleEndian(copy[12..]);
        if (count > ChainBeacon.MostChains)
            return false;
        generation = BinaryPrimitives.ReadUInt64LittleEndian(copy[16..]);
        chains = new ChainRecord[count];
        for (var i = 0; i < chains.Length; i++)
        {
            var at = copy.Slice(HeaderLength + (i * ChainLength), ChainLength);
            chains[i] = new ChainRecord
            {
                Secret = at[..32].ToArray(),
                Tip = new Digest(at[32..64]),
                Links = BinaryPrimitives.ReadInt32LittleEndian(at[64..]),
                Next = BinaryPrimitives.ReadInt32LittleEndian(at[68..]),
                StartedAt = DateTimeOffset.FromUnixTimeMilliseconds(BinaryPrimitives.ReadInt64LittleEndian(at[72..])),
            };
        }

        return true;
    }

    private static ReadOnlySpan<byte> Magic => "PPCHAINS"u8;
}
