using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace PhantomParadox.Memory;

/// <summary>
/// SipHash-1-3 (J.-P. Aumasson, D. J. Bernstein, "SipHash: a fast short-input PRF", INDOCRYPT 2012; one round a word and
/// three at the end): who doesn't know the key can't choose texts that collide.
/// </summary>
internal static class KeyedHash
{
    /// <summary>The hash of the bytes under a key, whose lower half is the paper's k0.</summary>
    public static ulong Compute(UInt128 key, ReadOnlySpan<byte> data) => Compute(key, data, 1, 3);

    /// <summary>The same with other numbers of rounds: the published vectors are for 2 and 4.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ulong Compute(UInt128 key, ReadOnlySpan<byte> data, int roundsPerWord, int lastRounds)
    {
        ulong k0 = (ulong)key;
        ulong k1 = (ulong)(key >> 64);
        ulong v0 = k0 ^ 0x736f6d6570736575;
        ulong v1 = k1 ^ 0x646f72616e646f6d;
        ulong v2 = k0 ^ 0x6c7967656e657261;
        ulong v3 = k1 ^ 0x7465646279746573;
        ulong last = (ulong)data.Length << 56;
        ReadOnlySpan<byte> rest = data;

        while (rest.Length >= sizeof(ulong))
        {
            Absorb(BinaryPrimitives.ReadUInt64LittleEndian(rest), roundsPerWord, ref v0, ref v1, ref v2, ref v3);
            rest = rest[sizeof(ulong)..];
        }

        if (data.Length > sizeof(ulong) && rest.Length > 0)
        {
            // A whole word that ends with them.
            last |= BinaryPrimitives.ReadUInt64LittleEndian(data[^sizeof(ulong)..]) >> (8 * (sizeof(ulong) - rest.Length));
        }
        else
        {
            for (int i = 0; i < rest.Length; i++)
                last |= (ulong)rest[i] << (8 * i);
        }

        Absorb(last, roundsPerWord, ref v0, ref v1, ref v2, ref v3);
        v2 ^= 0xff;
        for (int i = 0; i < lastRounds; i++)
            Round(ref v0, ref v1, ref v2, ref v3);
        return v0 ^ v1 ^ v2 ^ v3;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Absorb(ulong word, int rounds, ref ulong v0, ref ulong v1, ref ulong v2, ref ulong v3)
    {
        v3 ^= word;
        for (int i = 0; i < rounds; i++)
            Round(ref v0, ref v1, ref v2, ref v3);
        v0 ^= word;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Round(ref ulong v0, ref ulong v1, ref ulong v2, ref ulong v3)
    {
        v0 += v1;
        v2 += v3;
        v1 = BitOperations.RotateLeft(v1, 13) ^ v0;
        v3 = BitOperations.RotateLeft(v3, 16) ^ v2;
        v0 = BitOperations.RotateLeft(v0, 32);
        v2 += v1;
        v0 += v3;
        v1 = BitOperations.RotateLeft(v1, 17) ^ v2;
        v3 = BitOperations.RotateLeft(v3, 21) ^ v0;
        v2 = BitOperations.RotateLeft(v2, 32);
    }
}
