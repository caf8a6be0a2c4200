namespace PhantomParadox;

/// <summary>
/// How much can be relied on, given masses of promises kept and broken: the mean of a Beta distribution with a weak even prior, less
/// one standard deviation, in integers. Little evidence is a low bound.
/// </summary>
/// <remarks>
/// With u = 2³², R = kept + u, S = broken + u, N = R + S: the bound is (R − q)/N, where q = ⌊√⌊R·S·u/(N + u)⌋⌋ is N standard
/// deviations. Masses below 2⁴⁶ keep R·S·u below 2¹²⁵. R ≥ q always, as R·(N + u) ≥ S·u for R ≥ u.
/// </remarks>
internal readonly struct LowerBound
{
    private const int UnitShift = 32;
    private const ulong One = 1UL << UnitShift;
    private const int FirstByte = 64;
    private const int TablePrecision = 7;
    private const int StepsSpared = 3;

    private static readonly byte[] Roots = RootsOfBytes();

    private readonly ulong _numerator;
    private readonly ulong _denominator;

    public LowerBound(ulong kept, ulong broken)
    {
        var r = kept + One;
        var s = broken + One;
        _denominator = r + s;
        _numerator = r - Sqrt(((UInt128)r * s << UnitShift) / (_denominator + One));
    }

    /// <summary>The bound in hundredths, rounded to the nearest, halves up: 0 to 100.</summary>
    public int Hundredths => ToHundredths(Thousandths);

    /// <summary>The bound in thousandths, rounded down: 0 to 1,000.</summary>
    public int Thousandths => (int)(1000 * _numerator / _denominator);

    /// <summary>The nearest hundredths to a bound, halves up, from its thousandths: what those leave out of it can't lead past a half.</summary>
    public static int ToHundredths(int thousandths) => (int)((uint)(thousandths + 5) / 10);

    /// <summary>⌊√value⌋ for values below 2⁸³.</summary>
    /// <remarks>
    /// Newton's method at a precision that doubles with each step, as in CPython's <c>math.isqrt</c> (Mark Dickinson): after each step
    /// the estimate is less than 1 away from the root of the leading bits, so one correction at the end is enough. Values as large as
    /// masses make them begin with eight bits from a table instead of with one.
    /// </remarks>
    internal static ulong Sqrt(UInt128 value)
    {
        if (value == 0)
            return 0;
        var half = (BitLength(value) - 1) / 2;
        // The leading 64 bits, or 63: no step looks below them.
        var top = half > 31 ? (ulong)(value >> (2 * (half - 31))) : (ulong)value << (2 * (31 - half));
        ulong root = 1;
        var precision = 0;
        var shift = 31 - int.LeadingZeroCount(half);
        if (half > 2 * TablePrecision + 1)
        {
            root = Roots[(int)(top >> 56) - FirstByte];
            precision = TablePrecision;
            shift -= StepsSpared;
        }
        for (; shift >= 0; shift--)
        {
            var earlier = precision;
            precision = half >> shift;
            // At most 1.5 · 41 + 2 bits are left after the shift: a 64-bit division does.
            var leading = top >> (63 - earlier - precision);
            root = (root << (precision - earlier - 1)) + leading / root;
        }

        return (UInt128)root * root > value ? root - 1 : root;
    }

    // By the leading byte of 16 bits, from 64: ⌊√⌋ of the largest number that it begins, which is less than 1 away from that of any.
    private static byte[] RootsOfBytes()
    {
        var roots = new byte[256 - FirstByte];
        for (var index = 0; index < roots.Length; index++)
        {
            while ((roots[index] + 1) * (roots[index] + 1) < (FirstByte + index + 1) << 8)
                roots[index]++;
        }
        return roots;
    }

    private static int BitLength(UInt128 value) => 128 - (int)UInt128.LeadingZeroCount(value);
}
