using System.Runtime.InteropServices;

namespace PhantomParadox.CrashImages.Recording;

/// <summary>SQLite's <c>sqlite3_vfs</c>, as sqlite3.h has it: how it reaches the file system.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeVfs
{
    public int Version;
    public int FileSize;
    public int LongestPath;
    public NativeVfs* Next;
    public byte* Name;
    public void* Data;
    public delegate* unmanaged[Cdecl]<NativeVfs*, byte*, NativeFile*, int, int*, int> Open;
    public delegate* unmanaged[Cdecl]<NativeVfs*, byte*, int, int> Delete;
    public Pointers14 Others;

    /// <summary>From <c>xAccess</c> to <c>xNextSystemCall</c>: taken over as they are.</summary>
    public struct Pointers14
    {
        public fixed ulong Slots[14];
    }
}

/// <summary>The part of <c>sqlite3_file</c> that all file systems have.</summary>
internal unsafe struct NativeFile
{
    public NativeMethods* Methods;
}

/// <summary>SQLite's <c>sqlite3_io_methods</c>, and behind it those that these stand for.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeMethods
{
    public int Version;
    public delegate* unmanaged[Cdecl]<NativeFile*, int> Close;
    public void* Read;
    public delegate* unmanaged[Cdecl]<NativeFile*, byte*, int, long, int> Write;
    public delegate* unmanaged[Cdecl]<NativeFile*, long, int> Truncate;
    public delegate* unmanaged[Cdecl]<NativeFile*, int, int> Sync;
    public delegate* unmanaged[Cdecl]<NativeFile*, long*, int> Size;
    public Pointers12 Others;

    /// <summary>Only in the copies made here: the methods that were there before.</summary>
    public NativeMethods* Original;

    /// <summary>From <c>xLock</c> to <c>xUnfetch</c>: taken over as they are.</summary>
    public struct Pointers12
    {
        public fixed ulong Slots[12];
    }
}

/// <summary>The functions of SQLite itself that are needed.</summary>
internal static unsafe partial class NativeSqlite
{
    public const int Ok = 0;
    public const int Full = 13;
    public const int IoError = 10;
    public const int IoErrorWrite = IoError | (3 << 8);
    public const int IoErrorSync = IoError | (4 << 8);

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_vfs_find")]
    [UnmanagedCallConv(CallConvs = [typeof(System.Runtime.CompilerServices.CallConvCdecl)])]
    public static partial NativeVfs* FindVfs(byte* name);

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_vfs_register")]
    [UnmanagedCallConv(CallConvs = [typeof(System.Runtime.CompilerServices.CallConvCdecl)])]
    public static partial int RegisterVfs(NativeVfs* vfs, int makeDefault);
}
