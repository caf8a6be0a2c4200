using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace PhantomParadox.Journal;

/// <summary>
/// Groups of seven bits, each in a byte of its own or one beside the other, moved all at once: by one instruction where the processor has a
/// fast one, elsewhere in steps that bring pairs together, then pairs of pairs.
/// </summary>
internal static class SevenBits
{
    /// <summary>The bits of a group, in each byte.</summary>
    public const ulong Groups = 0x7F7F_7F7F_7F7F_7F7F;

    private const int Amd = 0x6874_7541; // "Auth", of "AuthenticAMD"
    private const int Intel = 0x756E_6547; // "Genu", of "GenuineIntel"
    private const int FamilyOfZen3 = 0x19;

    // Known before the code is compiled for good, which then contains one of the two ways.
    private static readonly bool AtOnce = HasFastInstruction();

    /// <summary>Brings groups together that stand in a byte each.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong PushTogether(ulong groups) =>
        Bmi2.X64.IsSupported && AtOnce ? Bmi2.X64.ParallelBitExtract(groups, Groups) : PushInSteps(groups);

    /// <summary>Brings groups together that stand in a byte each.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint PushTogether(uint groups) =>
        Bmi2.IsSupported && AtOnce ? Bmi2.ParallelBitExtract(groups, 0x7F7F_7F7F) : PushInSteps(groups);

    /// <summary>Gives each group a byte of its own.</summary>
    /// <param name="value">Below <see cref="Varint.WordLimit"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong DrawApart(ulong value) =>
        Bmi2.X64.IsSupported && AtOnce ? Bmi2.X64.ParallelBitDeposit(value, Groups) : DrawInSteps(value);

    /// <summary><see cref="PushTogether(ulong)"/> on any processor.</summary>
    // Each step brings the upper ones of its pairs next to the lower ones: x - high / 2 is low + high / 2.
    public static ulong PushInSteps(ulong groups)
    {
        groups -= (groups & 0x7F00_7F00_7F00_7F00) >> 1;
        var low = groups & 0x0000_3FFF_0000_3FFF;
        groups = low | ((groups ^ low) >> 2);
        low = groups & 0x0000_0000_0FFF_FFFF;
        return low | ((groups ^ low) >> 4);
    }

    /// <summary><see cref="PushTogether(uint)"/> on any processor.</summary>
    public static uint PushInSteps(uint groups)
    {
        groups -= (groups & 0x7F00_7F00) >> 1;
        var low = groups & 0x0000_3FFF;
        return low | ((groups ^ low) >> 2);
    }

    /// <summary><see cref="DrawApart"/> on any processor.</summary>
    // The same steps backwards: x + high is low + 2 * high.
    public static ulong DrawInSteps(ulong value)
    {
        var low = value & 0x0000_0000_0FFF_FFFF;
        value = low | ((value ^ low) << 4);
        value += 3 * (value & 0x0FFF_C000_0FFF_C000);
        return value + (value & 0x3F80_3F80_3F80_3F80);
    }

    // AMD's before Zen 3 take a bit at a time, for hundreds of cycles (A. Fog, "Instruction tables"). Of other makers' nothing is known.
    private static bool HasFastInstruction()
    {
        if (!Bmi2.X64.IsSupported)
            return false;
        var maker = X86Base.CpuId(0, 0).Ebx;
        var version = X86Base.CpuId(1, 0).Eax;
        var family = ((version >> 8) & 0xF) + ((version >> 20) & 0xFF);
        return maker == Intel || (maker == Amd && family >= FamilyOfZen3);
    }
}
