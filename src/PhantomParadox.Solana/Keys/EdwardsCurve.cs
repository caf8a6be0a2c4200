using System.Numerics;

namespace PhantomParadox.Solana;

/// <summary>Whether 32 bytes are a point of edwards25519, as the chain asks it of derived addresses (RFC 8032, section 5.1.3).</summary>
/// <remarks>
/// Libraries for signatures answer another question: they refuse points of small order, and may refuse what is not in the prime subgroup.
/// No secret passes through here, so the time may depend on the value.
/// </remarks>
internal static class EdwardsCurve
{
    private static readonly BigInteger P = BigInteger.Pow(2, 255) - 19;

    // d = -121665 / 121666
    private static readonly BigInteger D = (P - 121665) * BigInteger.ModPow(121666, P - 2, P) % P;

    /// <summary>Whether x² = (y² - 1) / (d·y² + 1) has a root, for the y that the bytes hold.</summary>
    public static bool Holds(ReadOnlySpan<byte> bytes)
    {
        Span<byte> y = stackalloc byte[32];
        bytes.CopyTo(y);
        y[31] &= 0x7F;   // the top bit is the sign of x
        var ySquared = BigInteger.ModPow(new BigInteger(y, isUnsigned: true), 2, P);
        var above = (ySquared + P - 1) % P;
        var below = ((D * ySquared) + 1) % P;   // never zero, since -1/d is no square

        // u/v is a square exactly where u·v is, and Euler's criterion says of that.
        return above.IsZero || BigInteger.ModPow(above * below % P, (P - 1) / 2, P).IsOne;
    }
}
