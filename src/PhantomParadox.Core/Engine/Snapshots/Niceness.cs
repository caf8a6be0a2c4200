using System.Runtime.InteropServices;

namespace PhantomParadox.Engine;

/// <summary>
/// Puts the calling thread behind others. <see cref="Thread.Priority"/> does nothing on Linux, where a thread's turn goes by its nice value:
/// one at 10 is preempted by any other that wakes, and still has a tenth of a core that all want. Source: sched(7), setpriority(2).
/// </summary>
internal static partial class Niceness
{
    private const int Process = 0;
    private const uint CallingThread = 0;

    // 110 parts against the 1,024 of an ordinary thread. With 19 it had 15, and a market that is never idle never had a snapshot.
    private const int Behind = 10;

    /// <summary>Lowers the calling thread for the rest of its life: it can't be raised again without privileges.</summary>
    public static void Lower()
    {
        Thread.CurrentThread.Priority = ThreadPriority.BelowNormal;

        // Whether the system does as asked is its own affair.
        if (OperatingSystem.IsLinux())
            _ = SetPriority(Process, CallingThread, Behind);
    }

    [LibraryImport("libc", EntryPoint = "setpriority")]
    private static partial int SetPriority(int which, uint who, int value);
}
