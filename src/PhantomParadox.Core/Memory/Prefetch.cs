using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace PhantomParadox.Memory;

/// <summary>Asks the processor for memory that will be needed soon. A hint: it changes nothing but how long the need then waits.</summary>
internal static class Prefetch
{
    /// <summary>Asks for the cache line in which something begins.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Of<T>(ref T what)
        where T : unmanaged
    {
        if (Sse.IsSupported)
            Sse.Prefetch0(Unsafe.AsPointer(ref what));   // where it moves meanwhile, the hint was idle
    }
}
