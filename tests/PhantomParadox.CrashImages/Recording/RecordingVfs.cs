using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace PhantomParadox.CrashImages.Recording;

/// <summary>
/// A file system for SQLite that passes everything on to the default one, and tells a <see cref="DiskRecorder"/> of each write, sync,
/// cut and removal in its folder. It becomes the process's default: the storage under test knows nothing of it.
/// </summary>
internal static unsafe class RecordingVfs
{
    private const int MayCreate = 0x4;
    private const int Journals = 0x800 | 0x4000 | 0x80000;

    private static readonly ConcurrentDictionary<string, DiskRecorder> Recorders = new(StringComparer.Ordinal);
    private static readonly ConcurrentDictionary<nint, OpenFile> Files = new();
    private static readonly ConcurrentDictionary<nint, nint> Methods = new();
    private static readonly Lazy<nint> Default = new(Register);

    private static NativeVfs* Real => (NativeVfs*)Default.Value;

    /// <summary>From now on what is opened in the recorder's folder is recorded.</summary>
    public static void Begin(DiskRecorder recorder)
    {
        _ = Default.Value;
        Recorders[recorder.Folder] = recorder;
    }

    /// <summary>What is opened from now on isn't recorded any more.</summary>
    public static void End(DiskRecorder recorder) => Recorders.TryRemove(recorder.Folder, out _);

    private static nint Register()
    {
        // The library is loaded and set up by the storage's own way to it.
        _ = Sqlite.SqliteStorage.LibraryVersion;
        var real = NativeSqlite.FindVfs(null);
        var ours = (NativeVfs*)NativeMemory.AllocZeroed((nuint)sizeof(NativeVfs));
        *ours = *real;
        ours->Next = null;
        ours->Name = (byte*)Marshal.StringToCoTaskMemUTF8("recording");
        ours->Open = &Open;
        ours->Delete = &Delete;
        if (NativeSqlite.RegisterVfs(ours, 1) != NativeSqlite.Ok)
            throw new InvalidOperationException("SQLite takes no further file system.");
        return (nint)real;
    }

    private static DiskRecorder? Find(string? path) =>
        path is not null && Path.GetDirectoryName(path) is { } folder && Recorders.TryGetValue(folder, out var recorder) ? recorder : null;

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Open(NativeVfs* vfs, byte* name, NativeFile* file, int flags, int* outFlags)
    {
        var path = Marshal.PtrToStringUTF8((nint)name);
        var recorder = Find(path);
        if (recorder is null)
            return Real->Open(Real, name, file, flags, outFlags);

        return recorder.InOrder(() =>
        {
            var isNew = !File.Exists(path);
            var code = Real->Open(Real, name, file, flags, outFlags);
            if (code != NativeSqlite.Ok || file->Methods == null)
                return code;
            // As os_unix.c has it: the first sync of a journal or log that may have been made syncs its folder too.
            var syncsFolder = (flags & MayCreate) != 0 && (flags & Journals) != 0;
            Files[(nint)file] = new OpenFile(recorder, recorder.Opened(Path.GetFileName(path)!, isNew)) { SyncsFolder = syncsFolder };
            file->Methods = Patched(file->Methods);
            return code;
        });
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Delete(NativeVfs* vfs, byte* name, int syncFolder)
    {
        var path = Marshal.PtrToStringUTF8((nint)name);
        var recorder = Find(path);
        if (recorder is null)
            return Real->Delete(Real, name, syncFolder);

        return recorder.InOrder(() =>
        {
            var code = Real->Delete(Real, name, syncFolder);
            if (code == NativeSqlite.Ok)
                recorder.Removed(Path.GetFileName(path)!, syncFolder != 0);
            return code;
        });
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Close(NativeFile* file)
    {
        Files.TryRemove((nint)file, out _);
        return file->Methods->Original->Close(file);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Write(NativeFile* file, byte* bytes, int count, long offset)
    {
        var (recorder, number) = Files[(nint)file];
        var real = file->Methods->Original;
        return recorder.InOrder(() =>
        {
            if (recorder.Fault(number, isSync: false) is not NativeSqlite.Ok and var fault)
                return fault;
            long before;
            real->Size(file, &before);
            recorder.Grown(number, before);
            var code = real->Write(file, bytes, count, offset);
            if (code == NativeSqlite.Ok)
                recorder.Wrote(number, offset, new ReadOnlySpan<byte>(bytes, count));
            return code;
        });
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Truncate(NativeFile* file, long size)
    {
        var (recorder, number) = Files[(nint)file];
        var real = file->Methods->Original;
        return recorder.InOrder(() =>
        {
            var code = real->Truncate(file, size);
            if (code == NativeSqlite.Ok)
                recorder.Cut(number, size);
            return code;
        });
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Sync(NativeFile* file, int flags)
    {
        var open = Files[(nint)file];
        var (recorder, number) = open;
        var real = file->Methods->Original;
        var fault = NativeSqlite.Ok;
        var before = recorder.InOrder(() =>
        {
            fault = recorder.Fault(number, isSync: true);
            return recorder.Count;
        });
        if (fault != NativeSqlite.Ok)
            return fault;

        // Others may write meanwhile: only what was written before it began is sure to be on the disk.
        var code = real->Sync(file, flags);
        if (code != NativeSqlite.Ok)
            return code;
        return recorder.InOrder(() =>
        {
            recorder.Synced(number, before, open.SyncsFolder);
            open.SyncsFolder = false;
            return code;
        });
    }

    private static NativeMethods* Patched(NativeMethods* real) => (NativeMethods*)Methods.GetOrAdd((nint)real, static found =>
    {
        var methods = (NativeMethods*)NativeMemory.AllocZeroed((nuint)sizeof(NativeMethods));
        NativeMemory.Copy((void*)found, methods, (nuint)(sizeof(NativeMethods) - sizeof(nint)));
        methods->Original = (NativeMethods*)found;
        methods->Close = &Close;
        methods->Write = &Write;
        methods->Truncate = &Truncate;
        methods->Sync = &Sync;
        return (nint)methods;
    });

    private sealed record OpenFile(DiskRecorder Recorder, int File)
    {
        public bool SyncsFolder { get; set; }
    }
}
