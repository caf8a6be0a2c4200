using System.Numerics;

namespace PhantomParadox;

/// <summary>
/// Exponential decay by whole days in 32-bit fixed point: ⌊2³² · 2^(−d/h)⌋ for a half-life of h days, the same on every machine.
/// </summary>
internal sealed class DecayTable
{
    private const int FractionBits = 32;

    // One half-life is enough: for d = q·h + r the factor is ⌊factor(r) / 2^q⌋, since ⌊⌊x⌋/n⌋ = ⌊x/n⌋ for whole n.
    private readonly ulong[] _factors;

    public DecayTable(int halfLifeDays)
    {
        _factors = new ulong[halfLifeDays];
        for (var day = 0; day < halfLifeDays; day++)
            _factors[day] = Root(BigInteger.One << (FractionBits * halfLifeDays - day), halfLifeDays);
    }

    /// <summary>What is left of 2³² after some days.</summary>
    public ulong Factor(long days)
    {
        var (halvings, rest) = Math.DivRem(days, _factors.Length);
        return halvings > FractionBits ? 0 : _factors[rest] >> (int)halvings;
    }

    /// <summary>What is left of a mass after some days: ⌊mass · factor / 2³²⌋.</summary>
    public ulong Decay(ulong mass, long days)
    {
        var high = Math.BigMul(mass, Factor(days), out var low);
        return (high << (64 - FractionBits)) | (low >> FractionBits);
    }

    // The largest x with x^degree ≤ power, bit by bit from the top; it never exceeds 2³², which takes 33 bits.
    private static ulong Root(BigInteger power, int degree)
    {
        ulong root = 0;
        for (var bit = 1UL << FractionBits; bit != 0; bit >>= 1)
        {
            if (BigInteger.Pow(root | bit, degree) <= power)
                root |= bit;
        }

        return root;
    }
}
