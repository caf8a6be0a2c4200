using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PhantomParadox.Memory;

/// <summary>
/// Chunks for a column that grows steadily: each is made by the thread pool while the one before it fills. To have the system make the
/// pages takes longer than to fill them, and empties the caches of whoever waits for it.
/// </summary>
/// <param name="length">Elements in a chunk.</param>
internal sealed class SpareChunk<T>(int length) : IThreadPoolWorkItem where T : unmanaged
{
    private T[]? _made;
    private int _asked;

    /// <summary>A chunk of zeros, which nobody moves; made now where the thread pool hasn't come to it. By one thread at a time.</summary>
    public T[] Take()
    {
        T[] chunk = Interlocked.Exchange(ref _made, null) ?? Make(length);
        if (Interlocked.Exchange(ref _asked, 1) == 0)
            Beside.Run(this);
        return chunk;
    }

    /// <summary>Makes the next one. By the thread pool.</summary>
    public void Execute()
    {
        try
        {
            Volatile.Write(ref _made, Make(length));
        }
        catch (OutOfMemoryException)
        {
            // Whoever needs it makes it, and hears of it.
        }

        Volatile.Write(ref _asked, 0);
    }

    private static T[] Make(int length)
    {
        T[] chunk = GC.AllocateArray<T>(length, pinned: true);
        FreshPages.Make(Marshal.UnsafeAddrOfPinnedArrayElement(chunk, 0), length * Unsafe.SizeOf<T>());
        return chunk;
    }
}
