using System.Runtime.InteropServices;

namespace PhantomParadox.Memory;

/// <summary>Memory that nobody has touched costs a fault for each page; asked for at once, many pages cost little more than one.</summary>
/// <remarks>Source: madvise(2), MADV_POPULATE_WRITE, from Linux 5.14 on. Where it isn't known, pages come one by one as ever.</remarks>
internal static partial class FreshPages
{
    /// <summary>Bytes to make at once at most, so that no turn pays for many.</summary>
    public const int AtOnce = 64 * 1024;

    private const int PopulateWrite = 23;

    private static readonly nint Page = Environment.SystemPageSize;

    /// <summary>Has the whole pages of a stretch of memory made.</summary>
    public static void Make(nint start, int length)
    {
        if (!OperatingSystem.IsLinux())
            return;
        nint first = (start + Page - 1) & ~(Page - 1);
        nint end = (start + length) & ~(Page - 1);
        if (first < end)
            _ = Advise(first, end - first, PopulateWrite);
    }

    /// <summary>Has the thread pool make them, beside whatever their owner does. May be used before it has come to it.</summary>
    /// <param name="owner">What the memory belongs to; kept until then.</param>
    /// <param name="start">Where it begins.</param>
    /// <param name="length">Its bytes.</param>
    public static void MakeBeside(object owner, nint start, int length)
    {
        if (OperatingSystem.IsLinux())
            Beside.Run(new Order(owner, start, length));
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(nint start, nint length, int advice);

    private sealed class Order(object owner, nint start, int length) : IThreadPoolWorkItem
    {
        public void Execute()
        {
            Make(start, length);
            GC.KeepAlive(owner);
        }
    }
}
