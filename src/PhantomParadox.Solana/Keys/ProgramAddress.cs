using System.Security.Cryptography;

namespace PhantomParadox.Solana;

/// <summary>An address that a program derives: off the curve, so that no key can sign for it.</summary>
/// <param name="Address">The address.</param>
/// <param name="Bump">The byte that moved it off the curve; the highest that does.</param>
/// <remarks>Source: <see href="https://solana.com/docs/core/pda"/>.</remarks>
internal readonly record struct ProgramAddress(PublicKey Address, byte Bump)
{
    private const int MostSeeds = 15;   // the bump is the sixteenth
    private const int LongestSeed = 32;

    private static ReadOnlySpan<byte> Marker => "ProgramDerivedAddress"u8;

    /// <exception cref="ArgumentException">There are more than 15 seeds, or one is longer than 32 bytes.</exception>
    public static ProgramAddress Find(PublicKey program, params ReadOnlySpan<byte[]> seeds)
    {
        if (seeds.Length > MostSeeds)
            throw new ArgumentException($"There must be no more than {MostSeeds} seeds, and there are {seeds.Length}.", nameof(seeds));
        Span<byte> buffer = stackalloc byte[(MostSeeds * LongestSeed) + 1 + PublicKey.Size + Marker.Length];
        var length = 0;
        foreach (var seed in seeds)
        {
            if (seed.Length > LongestSeed)
                throw new ArgumentException($"A seed must be no longer than {LongestSeed} bytes, and one has {seed.Length}.", nameof(seeds));
            seed.CopyTo(buffer[length..]);
            length += seed.Length;
        }

        var place = length++;
        program.CopyTo(buffer[length..]);
        Marker.CopyTo(buffer[(length + PublicKey.Size)..]);
        var preimage = buffer[..(length + PublicKey.Size + Marker.Length)];
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        for (var bump = 255; bump >= 0; bump--)
        {
            preimage[place] = (byte)bump;
            SHA256.HashData(preimage, digest);
            if (!EdwardsCurve.Holds(digest))
                return new ProgramAddress(new PublicKey(digest), (byte)bump);
        }

        throw new ArgumentException("No bump takes these seeds off the curve.", nameof(seeds));
    }
}
