namespace PhantomParadox.Scheduling;

/// <summary>
/// Puts offered and asked bandwidth on one scale of 32 bits where more always meets less, and 0 is free to mean "nobody".
/// </summary>
internal static class Bandwidth
{
    /// <summary>The largest bandwidth told apart from larger ones; whoever takes bandwidths in refuses larger ones.</summary>
    public const long Largest = uint.MaxValue - 3;

    /// <summary>What an agent offers; a negative bandwidth has no limit.</summary>
    public static uint Offered(long bandwidth) => bandwidth < 0 ? uint.MaxValue - 1 : (uint)Math.Min(bandwidth, Largest) + 1;

    /// <summary>What a job asks for; an agent meets it if it offers at least as much.</summary>
    public static uint Asked(long minimum) => (uint)Math.Clamp(minimum, 0, Largest) + 1;

    /// <summary>Turns the scale round, so that "asks for at most" becomes "has at least".</summary>
    public static uint Mirrored(uint value) => uint.MaxValue - value;
}
