using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PhantomParadox.Engine;

/// <summary>
/// Puts the calling thread behind others. <see cref="Thread.Priority"/> does nothing on Linux, where a thread's turn goes by its nice value
/// and, from 6.12 on, the length of its slices. Source: sched(7), sched_setattr(2), setpriority(2).
/// </summary>
/// <remarks>
/// A thread that wakes doesn't by itself preempt one within its slice, however nice that is; it does if its own slices are shorter (the
/// scheduler's feature PREEMPT_SHORT).
/// </remarks>
internal static partial class Niceness
{
    private const int Process = 0;
    private const int CallingThread = 0;

    // 110 parts against the 1,024 of an ordinary thread. With 19 it had 15, and a market that is never idle never had a snapshot.
    private const int Behind = 10;

    // Who wakes in it preempts nobody.
    private const uint Batch = 3;

    // The longest there is, in nanoseconds; an ordinary thread has a few milliseconds.
    private const ulong LongSlice = 100_000_000;

    /// <summary>Lowers the calling thread for the rest of its life: it can't be raised again without privileges.</summary>
    public static void Lower()
    {
        Thread.CurrentThread.Priority = ThreadPriority.BelowNormal;

        // Whether the system does as asked is its own affair.
        if (OperatingSystem.IsLinux() && !GiveWay())
            _ = SetPriority(Process, CallingThread, Behind);
    }

    private static bool GiveWay()
    {
        var call = RuntimeInformation.ProcessArchitecture switch
        {
            Architecture.X64 => 314,
            Architecture.Arm64 => 274,
            _ => 0,
        };
        var attributes = new Attributes { Size = Unsafe.SizeOf<Attributes>(), Policy = Batch, Nice = Behind, Slice = LongSlice };
        return call != 0 && SetAttributes(call, CallingThread, attributes, 0) == 0;
    }

    [LibraryImport("libc", EntryPoint = "setpriority")]
    private static partial int SetPriority(int which, uint who, int value);

    // The C library has no name for it, or only since lately.
    [LibraryImport("libc", EntryPoint = "syscall")]
    private static partial nint SetAttributes(nint call, nint thread, in Attributes attributes, nint flags);

    // As of its first version, which all kernels know.
    private struct Attributes
    {
        public int Size;
        public uint Policy;
        public ulong Flags;
        public int Nice;
        public uint Priority;
        public ulong Slice;
        public ulong Deadline;
        public ulong Period;
    }
}
